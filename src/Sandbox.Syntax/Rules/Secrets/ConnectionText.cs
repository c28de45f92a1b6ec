namespace Sandbox.Syntax.Rules.Secrets;

/// <summary>SBX1201, SBX1202: connection strings in a text: URIs and <c>key=value</c> (libpq, "Connection Strings").</summary>
internal static class ConnectionText
{
    private static readonly string[] Companions = ["host=", "dbname=", "user=", "server=", "port=", "hostaddr=", "database=", "username="];

    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    private static readonly char[] Ends = [' ', ';', '\'', '"', '\t', '\n', '\r'];

    /// <summary>Checks a literal, or the arguments of a meta-command.</summary>
    public static void Check(RuleRun run, MappedText text)
    {
        var value = text.Text;
        if (Authority(value) is var authority and > 0)
        {
            CheckUri(run, text, authority);
        }
        else if (Array.Exists(Companions, key => value.IndexOf(key, StringComparison.OrdinalIgnoreCase) >= 0))
        {
            CheckValue(run, text, "password=", SecretValue.Check);
            CheckValue(run, text, "pwd=", SecretValue.Check);
            CheckValue(run, text, "host=", CheckHosts);
            CheckValue(run, text, "server=", CheckHosts);
            CheckValue(run, text, "dbname=", DeniedTargets.Check);
            CheckValue(run, text, "database=", DeniedTargets.Check);
            CheckValue(run, text, "db=", DeniedTargets.Check);
        }
    }

    /// <summary>Where a URI's user or host begins; 0 where there is none.</summary>
    private static int Authority(string value)
    {
        foreach (var scheme in Schemes)
        {
            if (value.IndexOf(scheme, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
            {
                return at + scheme.Length;
            }
        }

        return 0;
    }

    private static void CheckUri(RuleRun run, MappedText text, int start)
    {
        var value = text.Text;
        var end = value.IndexOfAny(Ends, start);
        end = end < 0 ? value.Length : end;
        var path = value.IndexOfAny(['/', '?'], start, end - start);
        var authority = path < 0 ? end : path;
        var at = authority == start ? -1 : value.LastIndexOf('@', authority - 1, authority - start);
        if (at > start && value.IndexOf(':', start, at - start) is var colon and > 0)
        {
            SecretValue.Check(run, text, colon + 1, at);
        }

        var host = at < 0 ? start : at + 1;
        var port = value.IndexOf(':', host, authority - host);
        DeniedTargets.Check(run, text, host, port < 0 ? authority : port);
        if (path >= 0 && value[path] == '/')
        {
            var query = value.IndexOf('?', path, end - path);
            DeniedTargets.Check(run, text, path + 1, query < 0 ? end : query);
        }
    }

    /// <summary>Several hosts, each with its port if it has one: <c>a,b:5433</c>.</summary>
    private static void CheckHosts(RuleRun run, MappedText text, int start, int end)
    {
        for (var host = start; host < end;)
        {
            var comma = text.Text.IndexOf(',', host, end - host);
            var next = comma < 0 ? end : comma;
            var port = text.Text.IndexOf(':', host, next - host);
            DeniedTargets.Check(run, text, host, port < 0 ? next : port);
            host = next + 1;
        }
    }

    private static void CheckValue(RuleRun run, MappedText text, string key, Action<RuleRun, MappedText, int, int> check)
    {
        var value = text.Text;
        for (var at = value.IndexOf(key, StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf(key, at + key.Length, StringComparison.OrdinalIgnoreCase))
        {
            var start = at + key.Length;
            if (at > 0 && char.IsLetterOrDigit(value[at - 1]))
            {
                continue;
            }

            start += start < value.Length && value[start] == '\'' ? 1 : 0;
            var end = value.IndexOfAny(Ends, start);
            check(run, text, start, end < 0 ? value.Length : end);
        }
    }
}
