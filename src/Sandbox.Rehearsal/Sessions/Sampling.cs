using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// Which statements are looked behind one by one: asking costs more than a small statement. Those of a long script are looked at in batches from some place on, and those of a long
/// run of one command, which tell the same again and again, from an earlier one.
/// </summary>
internal sealed class Sampling
{
    private const int OneByOne = 1000;
    private const int AlikeOneByOne = 50;
    private const int Batch = 250;

    private string? _command;
    private int _alike;
    private int _played;

    /// <summary>How many were played since the last look.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether the script has not come far enough yet for what costs more than a small statement to be left out.</summary>
    public bool IsEarly => _played < OneByOne;

    /// <summary>Whether a statement is looked behind: the last of a batch is where the next one is looked behind alone, too.</summary>
    /// <param name="pipeline">What the statements are that were not played yet.</param>
    /// <param name="at">Which of them it is.</param>
    public bool IsDue(ReadOnlySpan<StatementClass> pipeline, int at) =>
        IsOneByOne(pipeline, at) || (at + 1 < pipeline.Length && IsOneByOne(pipeline, at + 1)) || (Waiting + at + 1) % Batch == 0;

    /// <summary>Whether what concerns a statement alone is still worth more than it costs.</summary>
    /// <param name="pipeline">What the statements are that were not played yet.</param>
    /// <param name="at">Which of them it is.</param>
    public bool IsOneByOne(ReadOnlySpan<StatementClass> pipeline, int at)
    {
        if (_played + at >= OneByOne)
        {
            return false;
        }

        var command = pipeline[at].Command;
        var alike = 0;
        while (alike < at && alike < AlikeOneByOne && string.Equals(command, pipeline[at - alike - 1].Command, StringComparison.Ordinal))
        {
            alike++;
        }

        return alike + (alike == at && string.Equals(command, _command, StringComparison.Ordinal) ? _alike : 0) < AlikeOneByOne;
    }

    /// <summary>Takes a statement that was played.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="isLookedBehind">Whether it was looked behind.</param>
    public void Take(StatementClass kind, bool isLookedBehind)
    {
        _alike = string.Equals(kind.Command, _command, StringComparison.Ordinal) ? _alike + 1 : 1;
        _command = kind.Command;
        _played++;
        Waiting = isLookedBehind ? 0 : Waiting + 1;
    }

    /// <summary>Takes a look that was due to what comes next.</summary>
    public void Look() => Waiting = 0;
}
