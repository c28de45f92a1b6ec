using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Rules.Secrets;

namespace Sandbox.Analyzers.Policies;

/// <summary>Passwords and denied targets in connection strings of a program, and the names of denied targets by themselves.</summary>
/// <param name="denied">The hosts and databases that nothing may name; null where the words decide.</param>
/// <param name="isTest">In a project of tests the finding is SBX1203.</param>
internal sealed class ConnectionRules(IReadOnlyList<string>? denied, bool isTest)
{
    private static readonly HashSet<string> FirstKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "server", "hostaddr", "port", "database", "db", "dbname", "initial catalog", "data source", "user id", "user", "username", "userid", "uid", "password", "pwd", "sslmode", "ssl mode",
        "application name", "pooling", "service",
    };

    /// <summary>Whether the project lists names, so that a text that is one of them and nothing else says something.</summary>
    public bool KnowsNames => denied is not null;

    /// <summary>Whether a text is a connection string or a URI from its start: others are read as what they are.</summary>
    public static bool IsConnection(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("postgres://".AsSpan(), StringComparison.OrdinalIgnoreCase) || start.StartsWith("postgresql://".AsSpan(), StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var sign = start.Slice(0, Math.Min(start.Length, 20)).IndexOf('=');
        return sign > 0 && FirstKeys.Contains(start.Slice(0, sign).Trim().ToString());
    }

    /// <summary>Checks a connection string.</summary>
    /// <param name="text">The string.</param>
    public IReadOnlyList<Finding> OfConnection(MappedText text)
    {
        var run = new RuleRun(new RuleOptions { Denied = denied });
        ConnectionText.Check(run, text);
        return Of(run);
    }

    /// <summary>Checks the value of one key: a password, a host or a database.</summary>
    /// <param name="key">The key, as connection strings and builders call it.</param>
    /// <param name="value">Its value.</param>
    public IReadOnlyList<Finding> OfValue(string key, MappedText value)
    {
        var run = new RuleRun(new RuleOptions { Denied = denied });
        if (Is(key, "password"))
        {
            SecretValue.Check(run, value, 0, value.Text.Length);
        }
        else if (Is(key, "host") || Is(key, "server") || Is(key, "database") || Is(key, "dbname"))
        {
            DeniedTargets.Check(run, value, 0, value.Text.Length);
        }

        return Of(run);
    }

    /// <summary>Checks a text that is a name and nothing else, where the project lists which ones are denied.</summary>
    /// <param name="text">The text.</param>
    public IReadOnlyList<Finding> OfName(MappedText text)
    {
        var run = new RuleRun(new RuleOptions { Denied = denied });
        if (KnowsNames && text.Text.Length > 2)
        {
            DeniedTargets.Check(run, text, 0, text.Text.Length);
        }

        return Of(run);
    }

    private static bool Is(string key, string other) => string.Equals(key, other, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<Finding> Of(RuleRun run) =>
        run.Findings().Select(finding => isTest && finding.Rule == RuleRegistry.DeniedTarget
            ? finding with { Rule = RuleRegistry.ProductionInTests, Message = "a test names what must never be written to: name a clone, or take the target from outside" }
            : finding).ToArray();
}
