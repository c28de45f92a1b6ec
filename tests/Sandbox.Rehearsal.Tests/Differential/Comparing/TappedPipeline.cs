namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>
/// Follows one connection's requests and their answers, to tell which statements the server never looked at: after an error it steps over everything up to
/// the next Sync.
/// </summary>
internal sealed class TappedPipeline
{
    private readonly Queue<(byte Type, int Statement)> _unanswered = new();

    /// <summary>The client sent something.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="statement">The number of the statement in a Parse.</param>
    public void Request(byte type, int statement)
    {
        if (type is TappedMessages.Parse or TappedMessages.Execute or TappedMessages.Query or TappedMessages.Sync)
        {
            _unanswered.Enqueue((type, statement));
        }
    }

    /// <summary>The server answered.</summary>
    /// <param name="type">The message's type.</param>
    /// <returns>The numbers of the statements that it steps over because of this.</returns>
    public IEnumerable<int> Answer(byte type)
    {
        if (!_unanswered.TryPeek(out var head))
        {
            return [];
        }

        switch (type)
        {
            case TappedMessages.ParseComplete when head.Type == TappedMessages.Parse:
            case TappedMessages.CommandComplete or TappedMessages.EmptyQueryResponse when head.Type == TappedMessages.Execute:
            case TappedMessages.ReadyForQuery when head.Type is TappedMessages.Query or TappedMessages.Sync:
                _unanswered.Dequeue();
                return [];
            case TappedMessages.ErrorResponse when head.Type is TappedMessages.Parse or TappedMessages.Execute:
                // The one that failed was looked at.
                _unanswered.Dequeue();
                return StepOver();
            default:
                return [];
        }
    }

    private List<int> StepOver()
    {
        var steppedOver = new List<int>();
        while (_unanswered.TryPeek(out var next) && next.Type is not TappedMessages.Sync)
        {
            _unanswered.Dequeue();
            if (next.Type == TappedMessages.Parse)
            {
                steppedOver.Add(next.Statement);
            }
        }

        return steppedOver;
    }
}
