using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>What can be told of a script's variables from its text: those given and set are known, those that a query's result sets are not.</summary>
internal sealed class PlanningContext : IScriptContext
{
    private static readonly string[] SetByTheRun =
    [
        "DBNAME", "USER", "HOST", "PORT", "ENCODING", "SERVER_VERSION_NAME", "SERVER_VERSION_NUM", "ROW_COUNT", "ERROR", "SQLSTATE", "LAST_ERROR_MESSAGE",
        "LAST_ERROR_SQLSTATE", "LASTOID", "SERVICE", "VERSION", "VERSION_NAME", "VERSION_NUM",
    ];

    private readonly PsqlVariables _variables = new();
    private readonly HashSet<string> _unknown = new(SetByTheRun, StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly List<string> _unknownPrefixes = [];

    private readonly IReadOnlyCollection<string> _allowed;

    public PlanningContext(IReadOnlyList<(string Name, string Value)> given, IReadOnlyCollection<string> allowed)
    {
        _allowed = allowed;
        foreach (var (name, value) in given)
        {
            _given.Add(name);
            Set(name, value);
        }
    }

    /// <inheritdoc/>
    public bool StandardConformingStrings => true;

    /// <inheritdoc/>
    public bool SingleLine => _variables.IsOn("SINGLELINE");

    /// <summary>Takes the variables that the script itself declares; what was given on the command line wins.</summary>
    public void Take(IReadOnlyList<(string Name, string Value)> declared)
    {
        foreach (var (name, value) in declared)
        {
            if (!_given.Contains(name))
            {
                Set(name, value);
            }
        }
    }

    /// <summary>Sets a variable; null where its value cannot be told.</summary>
    public void Set(string name, string? value)
    {
        if (value is null)
        {
            _unknown.Add(name);
        }
        else if (_variables.Set(name, value) is null)
        {
            _unknown.Remove(name);
        }
    }

    public void Unset(string name)
    {
        _unknown.Remove(name);
        _variables.Unset(name);
    }

    /// <summary>Any variable that begins so may have been set by a query's result.</summary>
    public void ForgetPrefix(string prefix) => _unknownPrefixes.Add(prefix);

    /// <inheritdoc/>
    public string? Variable(string name) => IsKnown(name) ? _variables[name] : null;

    /// <inheritdoc/>
    public bool IsKnown(string name) => !_unknown.Contains(name) && !_unknownPrefixes.Exists(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <inheritdoc/>
    public string? RunShell(string command, string path, TextPosition position)
    {
        Refusals.CheckShell(path, position, _allowed);
        return null;
    }

    /// <inheritdoc/>
    public void Report(MessageSeverity severity, string path, int line, string text)
    {
        // The run says it again, with the values that really hold then.
    }

    /// <inheritdoc/>
    public void Found(ScriptFinding finding)
    {
        // The run finds it with the values that really hold then.
    }
}
