namespace Sandbox.Rehearsal.States;

/// <summary>Which database a state is of.</summary>
/// <param name="SystemIdentifier">The cluster's system identifier; null where the role may not read it.</param>
/// <param name="Database">The database's name.</param>
/// <param name="DatabaseOid">Its oid: a database that was dropped and made again has another one.</param>
/// <param name="ServerVersion">The server's version, for example <c>15.18</c>.</param>
/// <param name="Role">The role that read the state: what it may not read is not measured.</param>
public sealed record StateIdentity(string? SystemIdentifier, string Database, string DatabaseOid, string ServerVersion, string Role)
{
    /// <summary>Whether it is certain that the other is the same database, on a server of the same version.</summary>
    internal bool IsSameAs(StateIdentity other) => SystemIdentifier is not null && this == other with { Role = Role };
}
