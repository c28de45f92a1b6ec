namespace Sandbox.Syntax.Rules;

/// <summary>What is known at a place of a body: the greater, the surer. Where ways meet, the least of them holds.</summary>
internal enum BodyWay
{
    /// <summary>Any database comes here.</summary>
    Open,

    /// <summary>Only one that a check has let through.</summary>
    Checked,

    /// <summary>Nothing comes here: what stands before raises, returns or leaves.</summary>
    Ended,
}

/// <summary>Follows the ways through a body, to its end and to where EXIT leads.</summary>
internal sealed class BodyFlow
{
    private readonly List<Target> _targets = [];
    private BodyWay _completed = BodyWay.Ended;

    public BodyWay Now { get; set; }

    /// <summary>Whether each way to the body's end and out of it by RETURN passes a check.</summary>
    public bool Guards => _completed == BodyWay.Checked;

    public static BodyWay Meet(BodyWay one, BodyWay other) => one < other ? one : other;

    /// <summary>The database is checked here.</summary>
    public void Check() => Now = Checked(Now);

    /// <summary>The body is over, at its end or at RETURN.</summary>
    public void Complete()
    {
        _completed = Meet(_completed, Now);
        Now = BodyWay.Ended;
    }

    public void Enter(string? label, bool isLoop) => _targets.Add(new Target(label, isLoop, BodyWay.Ended));

    /// <summary>Leaves a block or loop; returns what holds on the ways that EXIT takes behind it.</summary>
    public BodyWay Leave()
    {
        var way = _targets[_targets.Count - 1].Way;
        _targets.RemoveAt(_targets.Count - 1);
        return way;
    }

    /// <summary>EXIT: a way leads behind what has this label, or behind the loop around.</summary>
    public void Exit(string? label, BodyWay way)
    {
        var at = _targets.FindLastIndex(target => label is null ? target.IsLoop : string.Equals(target.Label, label, StringComparison.Ordinal));
        if (at >= 0)
        {
            _targets[at] = _targets[at] with { Way = Meet(_targets[at].Way, way) };
        }
    }

    public static BodyWay Checked(BodyWay way) => way == BodyWay.Open ? BodyWay.Checked : way;

    private sealed record Target(string? Label, bool IsLoop, BodyWay Way);
}
