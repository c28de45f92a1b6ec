using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Planning;

/// <summary>The arguments of <c>\g</c> and <c>\gx</c>: <c>(option=value ...)</c>, then a file or a pipe.</summary>
/// <param name="Options">The printing options for this query only.</param>
/// <param name="File">The file, or <c>|</c> and a command; null for standard output.</param>
/// <param name="IsClosed">Whether the parenthesis that opens the options is closed.</param>
internal sealed record GOptions(IReadOnlyList<(string Name, string? Value)> Options, string? File, bool IsClosed)
{
    /// <summary>Reads a command's arguments.</summary>
    public static GOptions Of(MetaCommand command)
    {
        var options = new List<(string, string?)>();
        var arguments = command.Arguments;
        var next = 0;
        var closed = true;
        if (arguments.Count > 0 && arguments[0].Text.StartsWith('('))
        {
            closed = false;
            while (!closed && next < arguments.Count)
            {
                var text = arguments[next++].Text;
                closed = text.EndsWith(')');
                text = text.TrimStart('(');
                text = closed ? text[..^1] : text;
                if (text.Length > 0)
                {
                    var equals = text.IndexOf('=', StringComparison.Ordinal);
                    options.Add(equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]));
                }
            }
        }

        return new GOptions(options, next < arguments.Count ? arguments[next].Text : null, closed);
    }
}
