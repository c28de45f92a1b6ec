using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Sandbox.NUnit.CloneLife;

namespace Sandbox.NUnit;

/// <summary>
/// Gives each test a clone of a fixture's database, on the assembly's throwaway server, that no other test has meanwhile: <see cref="Clone.Current"/>. The fixture runs once; each clone is a
/// copy of what it built. Alone, what the test commits is committed, and the clone is dropped behind it; with <see cref="RolledBackAttribute"/> nothing is.
/// </summary>
/// <example>
/// <code>
/// [CloneOf("db/shop.sql"), RolledBack]
/// public sealed class OrderTests
/// {
///     [Test]
///     public async Task An_order_takes_from_the_stock()
///     {
///         await using var connection = await Clone.Current.OpenAsync();
///         await new Orders(connection).PlaceAsync(article: 7, pieces: 3);
///         var effects = await Clone.Current.EffectsAsync();
///         effects.Table("orders").Inserted.ShouldBe(1);
///         effects.Table("stock").Updated.ShouldBe(1);
///     }
/// }
/// </code>
/// </example>
/// <remarks>On a method it goes before that of its class, and that before the assembly's.</remarks>
/// <param name="fixture">
/// The script that builds the database: a path from the project's folder, or from the nearest folder above it in which it is, as for <see cref="RehearsalAttribute"/>; null for an empty one.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class CloneOfAttribute(string? fixture = null) : NUnitAttribute, ITestAction
{
    /// <summary>The script, as it was given.</summary>
    public string? Fixture { get; } = fixture;

    /// <inheritdoc/>
    ActionTargets ITestAction.Targets => ActionTargets.Test;

    /// <inheritdoc/>
    void ITestAction.BeforeTest(ITest test)
    {
        if (TestAttributes.Find<RolledBackAttribute>(test) is null)
        {
            TestClones.Begin(test, rolledBack: null);
        }
    }

    /// <inheritdoc/>
    void ITestAction.AfterTest(ITest test) => TestClones.End(test);
}
