using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Printing;

/// <summary>Query results as tables to print.</summary>
public static class PrintTables
{
    /// <summary>The table of a statement's rows; numbers stand at the right.</summary>
    public static PrintTable Of(Reply reply) => Of(reply.Columns, reply.Rows);

    /// <summary>The table of columns and rows; numbers stand at the right.</summary>
    public static PrintTable Of(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string?>> rows) => new()
    {
        Columns = [.. columns.Select(column => new PrintColumn(column.Name, IsRightAligned(column.TypeOid)))],
        Rows = rows,
    };

    /// <summary>Whether psql prints the type's values at the right (column_type_alignment in print.c): a property of the built-in type, not of domains over it.</summary>
    public static bool IsRightAligned(uint typeOid) => typeOid is
        20 or 21 or 23          // int8, int2, int4
        or 700 or 701 or 1700   // float4, float8, numeric
        or 26 or 28 or 29       // oid, xid, cid
        or 5069 or 790;         // xid8, money
}
