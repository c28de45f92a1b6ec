using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Describing;

/// <summary>A table for the query output.</summary>
/// <param name="Table">What to print.</param>
/// <param name="IsExpanded">Whether psql prints it expanded whatever \x says (the suffix <c>x</c>), or never does (\d NAME); null to follow \x.</param>
public sealed record DescribedTable(PrintTable Table, bool? IsExpanded) : DescribedItem;
