namespace Sandbox.Postgres.Servers.Containers;

/// <summary>What an engine keeps under a name.</summary>
public enum EngineObjectKind
{
    /// <summary>A network.</summary>
    Network,

    /// <summary>A volume.</summary>
    Volume,

    /// <summary>A container.</summary>
    Container,
}
