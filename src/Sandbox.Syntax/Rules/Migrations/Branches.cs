namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>Something that holds at a place of a script, followed through psql's branches: each of them begins with what held at its <c>\if</c>.</summary>
internal sealed class Branches<T>
{
    private readonly Stack<(T AtIf, T? AfterFirst, bool HasFirst)> _open = new();

    /// <summary>What holds behind a meta-command.</summary>
    /// <param name="branch"><c>if</c>, <c>elif</c>, <c>else</c> or <c>endif</c>.</param>
    /// <param name="quits">The branch that ends leaves the script, so that it decides nothing.</param>
    /// <param name="now">What holds before.</param>
    public T Next(string branch, bool quits, T now)
    {
        if (branch is "if")
        {
            _open.Push((now, default, false));
            return now;
        }

        if (_open.Count == 0)
        {
            return now;
        }

        var (atIf, afterFirst, hasFirst) = _open.Pop();
        (afterFirst, hasFirst) = hasFirst || quits ? (afterFirst, hasFirst) : (now, true);
        if (branch is "endif")
        {
            return !quits ? now : hasFirst ? afterFirst! : atIf;
        }

        _open.Push((atIf, afterFirst, hasFirst));
        return atIf;
    }
}
