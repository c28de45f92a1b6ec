namespace Sandbox.Postgres.Servers.Containers;

/// <summary>What a container of a server is made of, by exact names.</summary>
public sealed record ContainerParts
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>A file with the superuser's password in the form of <c>.pgpass</c>, for its owner alone; the password has none of <c>:</c> and <c>\</c>.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>The folder of the server's socket, which every user may write to: who reaches it is for the folders above it to say.</summary>
    public required string Sockets { get; init; }

    /// <summary>Its network; null for none at all.</summary>
    public string? Network { get; init; }

    /// <summary>The volume of its data; null for one without a name that goes with it.</summary>
    public string? Volume { get; init; }

    /// <summary>The run that it belongs to; null for a container that the engine removes as soon as it ends.</summary>
    public string? Run { get; init; }
}
