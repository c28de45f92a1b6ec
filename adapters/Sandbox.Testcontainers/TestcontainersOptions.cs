using DotNet.Testcontainers.Networks;
using Testcontainers.PostgreSql;

namespace Sandbox.Testcontainers;

/// <summary>Which container a server is started in.</summary>
public sealed record TestcontainersOptions
{
    /// <summary>The image with its tag or digest: the official one, or one that begins as it does.</summary>
    public string Image { get; init; } = "postgres:18";

    /// <summary>Whether the container stays for the next run, which finds it again by its configuration; its password is then the module's default.</summary>
    public bool Reuse { get; init; }

    /// <summary>The network that it is in; null for the engine's default.</summary>
    public INetwork? Network { get; init; }

    /// <summary>What else the builder is told, behind everything that is said here; null for nothing.</summary>
    public Func<PostgreSqlBuilder, PostgreSqlBuilder>? Configure { get; init; }
}
