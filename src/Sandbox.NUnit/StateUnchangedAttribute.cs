using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal.Commands;
using Sandbox.NUnit.States;
using Sandbox.Rehearsal.States;

namespace Sandbox.NUnit;

/// <summary>
/// Fails a test that leaves a database in another state than it found it in: catalog, contents, large objects, settings. The failure shows table, key, column,
/// before and after. What <c>[SetUp]</c> and <c>[TearDown]</c> do is not part of the test.
/// </summary>
/// <example>
/// <code>
/// private static string Clone => "host=db.test dbname=shop_clone";
///
/// [Test, StateUnchanged(nameof(Clone))]
/// public Task A_report_changes_nothing() => ...
/// </code>
/// </example>
/// <remarks>
/// The state is read over connections of its own, so a transaction that the test leaves open is not seen. <see cref="StateOptions"/> says what is read.
/// </remarks>
/// <param name="source">
/// Where the database is said: a property, a field or a method without parameters of the test's class, which gives a <c>ConnectionTarget</c>, a URI, a conninfo
/// string or a connection string of Npgsql's; where the class has none of that name, an environment variable with one of these strings.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StateUnchangedAttribute(string source) : NUnitAttribute, IWrapTestMethod
{
    /// <summary>Where the database is said, as it was given.</summary>
    public string Source { get; } = source;

    /// <summary>Whether a sequence that moved fails the test too; no rollback takes that back.</summary>
    public bool Strict { get; set; }

    /// <summary>Whether what all databases of the cluster share belongs to the state; tests that run beside this one may change it.</summary>
    public bool Cluster { get; set; }

    /// <summary>How many rows of a table are kept with their values, so that the failure can show what they were.</summary>
    public int Rows { get; set; } = new StateOptions().Rows;

    /// <inheritdoc/>
    TestCommand ICommandWrapper.Wrap(TestCommand command) => new StateUnchangedCommand(command, this);
}
