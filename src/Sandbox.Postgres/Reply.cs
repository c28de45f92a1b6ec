namespace Sandbox.Postgres;

/// <summary>What the server answered to one statement. Values are text, null for SQL's NULL.</summary>
public sealed record Reply
{
    /// <summary>The result's columns; empty where the statement returns no rows.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>Whether it is a table at all: <c>SELECT</c> without columns is one, <c>CREATE TABLE AS</c> is none.</summary>
    public bool IsTable { get; init; }

    /// <summary>The result's rows, each as long as <see cref="Columns"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; } = [];

    /// <summary>The command tag, for example <c>INSERT 0 1</c>; null for an empty statement or a failed one.</summary>
    public string? Tag { get; init; }

    /// <summary>The error that ended the statement; null where it succeeded.</summary>
    public ServerMessage? Error { get; init; }

    /// <summary>Notices and warnings in the order in which they came.</summary>
    public IReadOnlyList<ServerMessage> Notices { get; init; } = [];

    /// <summary>How many notices more came, which are not kept.</summary>
    public long DroppedNotices { get; init; }

    /// <summary>The notifications that came, by the process that sent each.</summary>
    public IReadOnlyList<(int ProcessId, string Channel, string Payload)> Notifications { get; init; } = [];

    /// <summary>What a COPY TO STDOUT sent, as text; null for all else.</summary>
    public string? CopiedOut { get; init; }

    /// <summary>How many bytes it sent more, which are not kept.</summary>
    public long DroppedBytes { get; init; }

    /// <summary>
    /// How many characters of <see cref="CopiedOut"/> came before each of <see cref="Notices"/>; those at the end of the notices that have no place here came after all
    /// of it. Empty where nothing was copied out.
    /// </summary>
    public IReadOnlyList<int> NoticePlaces { get; init; } = [];

    /// <summary>The transaction's status after the statement.</summary>
    public TransactionStatus Status { get; init; }
}
