using Sandbox.Postgres;

namespace Sandbox.Rehearsal.States;

/// <summary>A session that a state is read on. A question that the server refuses leaves its transaction as it was.</summary>
internal interface IStateSession
{
    /// <summary>What other sessions take this one's snapshot by; null where it cannot be shared.</summary>
    string? SharedSnapshot { get; }

    /// <summary>Asks; an error is the harness's own fault and thrown.</summary>
    /// <exception cref="ServerErrorException">The server refused.</exception>
    Task<Reply> AskAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters);

    /// <summary>Asks for something that the role may not be able to read.</summary>
    /// <returns>The reply; a refusal is in <see cref="Reply.Error"/>, and the transaction goes on.</returns>
    Task<Reply> TryAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters);
}
