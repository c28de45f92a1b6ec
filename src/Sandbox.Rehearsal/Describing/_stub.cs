#pragma warning disable
namespace Sandbox.Rehearsal.Describing;
using Sandbox.Rehearsal.Printing;
public sealed record DescribeResult(System.Collections.Generic.IReadOnlyList<DescribedItem> Items, bool Failed);
public abstract record DescribedItem;
public sealed record DescribedText(string Text) : DescribedItem;
public sealed record DescribedError(string Message) : DescribedItem;
public sealed record DescribedTable(PrintTable Table, bool? IsExpanded) : DescribedItem;
public static class DescribeCommand { public static bool IsSupported(string n, int v) => false; public static System.Threading.Tasks.Task<DescribeResult> RunAsync(Sandbox.Postgres.ISession s, string n, System.Collections.Generic.IReadOnlyList<string> a, int v, System.Threading.CancellationToken c) => throw new System.Exception(); }
