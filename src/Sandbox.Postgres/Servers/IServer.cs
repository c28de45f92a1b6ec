using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Servers;

/// <summary>A server that this run started itself and that ends with it, whatever it runs on.</summary>
public interface IServer : IAsyncDisposable
{
    /// <summary>What starts another one like it.</summary>
    ServerChoice Choice { get; }

    /// <summary>The server's major and minor version.</summary>
    Version Version { get; }

    /// <summary>What tells this server from every other one.</summary>
    ServerIdentity Identity { get; }

    /// <summary>Where to connect to one of the server's databases as its superuser.</summary>
    /// <param name="database">The database's name; <c>postgres</c> always exists.</param>
    ConnectionTarget Target(string database);
}
