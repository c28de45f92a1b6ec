using System.Data;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Sandbox.NUnit.CloneLife;

namespace Sandbox.NUnit;

/// <summary>
/// Runs each test, <c>[SetUp]</c> and <c>[TearDown]</c> included, inside one sealed transaction on the clone that <see cref="CloneOfAttribute"/> names, rolls it back, and proves that
/// nothing survived; a test of which that is not proven fails. Whatever connects by <see cref="Clone.ConnectionString"/> works in that transaction: Npgsql, Dapper, EF Core.
/// </summary>
/// <remarks>
/// The test's own transactions are played as savepoints: code that commits runs as it is, and a later connection sees what it committed, but the clone never does. There is one connection at a
/// time, since the transaction has one. What no rollback takes back is refused, as in a rehearsal, and fails the test even if it swallows the error; so does a connection of its own to the
/// server that commits anything.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class RolledBackAttribute : NUnitAttribute, ITestAction
{
    /// <summary>The isolation level of the one transaction, which is the only one that the test's own may ask for.</summary>
    public IsolationLevel Isolation { get; set; } = IsolationLevel.ReadCommitted;

    /// <inheritdoc/>
    ActionTargets ITestAction.Targets => ActionTargets.Test;

    /// <inheritdoc/>
    void ITestAction.BeforeTest(ITest test) => TestClones.Begin(test, TestAttributes.Find<RolledBackAttribute>(test) ?? this);

    /// <inheritdoc/>
    void ITestAction.AfterTest(ITest test) => TestClones.End(test);
}
