namespace Sandbox.Lifecycle.Golden;

/// <summary>What a checkpoint holds: the file beside its dump.</summary>
public sealed record GoldenManifest
{
    /// <summary>The version of the form that is written, and the newest that is read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The SHA-256 of the dump's bytes, in small hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The dump's length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was captured, UTC.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>The database that it was captured from.</summary>
    public required string Database { get; init; }

    /// <summary>The server's version, for example <c>15.18</c>.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The cluster's system identifier; null where the role could not read it.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>The role that captured it, which could not write.</summary>
    public required string CapturedBy { get; init; }

    /// <summary>The role that owned all of it there.</summary>
    public required string Owner { get; init; }

    /// <summary>Which tables were asked for.</summary>
    public required GoldenSelection Selection { get; init; }

    /// <summary>The tables, by name.</summary>
    public required IReadOnlyList<GoldenTable> Tables { get; init; }

    /// <summary>Everything that it brings back, the tables too.</summary>
    public required IReadOnlyList<GoldenObject> Objects { get; init; }
}
