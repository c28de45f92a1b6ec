using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Literals;
using Sandbox.Analyzers.Sinks;
using Sandbox.Syntax.Rules.Teardown;

namespace Sandbox.Analyzers.Teardown;

/// <summary>Teardown steps before a statement whose failure nobody hears of: they stand in a <c>try</c> whose <c>catch</c> goes on.</summary>
internal sealed class SwallowedSteps(SqlSinks sinks, IReadOnlyList<string> configured, CancellationToken cancellationToken)
{
    /// <summary>How much the broadest of those steps would have taken; 0 where there is none.</summary>
    public int Before(IOperation statement)
    {
        var broadest = 0;
        var child = statement;
        for (var parent = child.Parent; parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; child = parent, parent = parent.Parent)
        {
            broadest = Math.Max(broadest, BreadthBefore(parent, child));
        }

        return broadest;
    }

    private int BreadthBefore(IOperation parent, IOperation child) => parent switch
    {
        ICatchClauseOperation { Parent: ITryOperation tried } clause when !Ends(clause.Handler, static end => end is IThrowOperation) => BreadthOf(tried.Body),
        ITryOperation tried when tried.Finally == child => Swallowed(tried),
        IBlockOperation block => block.Operations.TakeWhile(before => before != child).Select(SwallowedIn).DefaultIfEmpty().Max(),
        ISwitchCaseOperation section => section.Body.TakeWhile(before => before != child).Select(SwallowedIn).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private int SwallowedIn(IOperation statement) => statement.DescendantsAndSelf().OfType<ITryOperation>().Select(Swallowed).DefaultIfEmpty().Max();

    private int Swallowed(ITryOperation tried) =>
        tried.Catches.Any(static clause => !Ends(clause.Handler, static end => end is IThrowOperation or IReturnOperation or IBranchOperation)) ? BreadthOf(tried.Body) : 0;

    private static bool Ends(IBlockOperation handler, Func<IOperation, bool> isEnd) =>
        handler.Operations.Any(statement => isEnd(statement is IExpressionStatementOperation expression ? expression.Operation : statement));

    private int BreadthOf(IOperation body) => body.Descendants()
        .Select(operation => sinks.Of(operation, configured)).OfType<SqlUse>()
        .SelectMany(use => TextReading.Read(use.Text, cancellationToken, use.HoldsParameters))
        .Select(static read => TeardownBreadth.Of(read.Text))
        .DefaultIfEmpty().Max();
}
