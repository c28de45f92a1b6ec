using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace Sandbox.NUnit.Outcomes;

/// <summary>Runs a test that was handed a script: one that fails gets the report attached, and one that never rehearsed its script fails.</summary>
/// <param name="command">The test itself.</param>
internal sealed class RehearsedCommand(TestCommand command) : DelegatingTestCommand(command)
{
    /// <inheritdoc/>
    public override TestResult Execute(TestExecutionContext context)
    {
        if (Test.Arguments.OfType<RehearsalCase>().FirstOrDefault() is not { } script)
        {
            return innerCommand.Execute(context);
        }

        // A test that is repeated has its case again.
        script.Report = null;
        try
        {
            var result = innerCommand.Execute(context);
            if (script.Report is null)
            {
                throw new AssertionException($"{script.Name} was not rehearsed: await PassesAsync() or RunAsync() of the {nameof(RehearsalCase)} in {Test.MethodName}");
            }

            if (result.ResultState.Status == TestStatus.Failed || result.PendingFailures > 0)
            {
                Attachments.Add(script.Report);
            }

            return result;
        }
        catch (Exception error) when (IsFailure(error) && script.Report is not null)
        {
            Attachments.Add(script.Report);
            throw;
        }
    }

    // Assert.Ignore and its kin end a test by an exception too.
    private static bool IsFailure(Exception error) =>
        (error is NUnitException { InnerException: { } inner } ? inner : error) is not ResultStateException { ResultState.Status: not TestStatus.Failed };
}
