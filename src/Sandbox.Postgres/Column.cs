namespace Sandbox.Postgres;

/// <summary>A column of a result, as RowDescription gives it.</summary>
/// <param name="Name">The column's name; not unique, may be <c>?column?</c>.</param>
/// <param name="TypeOid">The type's oid in the server's catalog; 0 where the driver underneath does not say.</param>
/// <param name="TypeModifier">The type's modifier (<c>format_type</c>'s second argument); -1 where there is none.</param>
public sealed record Column(string Name, uint TypeOid, int TypeModifier = -1);
