using System.Buffers;
using System.Globalization;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Effects;

/// <summary>Predicts notifications: from NOTIFY and <c>pg_notify</c> in the statements that ran, and in the bodies of the functions that they name and of the triggers on the tables that they wrote.</summary>
internal sealed class NotificationLog
{
    private const string Computed = "?";

    private static readonly SearchValues<string> s_word = SearchValues.Create(["notify"], StringComparison.OrdinalIgnoreCase);

    private readonly HashSet<NotificationEffect> _found = [];

    /// <summary>Takes a statement that went well.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="line">Its line.</param>
    public void Take(string text, int line)
    {
        if (text.AsSpan().ContainsAny(s_word))
        {
            _found.UnionWith(ChannelsIn(text).Select(channel => new NotificationEffect(channel, string.Create(CultureInfo.InvariantCulture, $"line {line}"))));
        }
    }

    /// <summary>Looks into the functions, in the transaction that may have made them.</summary>
    /// <param name="harness">The rehearsal's session.</param>
    /// <param name="names">The names that the script's text holds.</param>
    /// <param name="tables">The oids of the tables that it wrote.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<NotificationEffect>> PredictAsync(IHarness harness, IReadOnlySet<string> names, IEnumerable<string> tables, CancellationToken cancellationToken)
    {
        var functions = await harness.AskAsync(
            [new BatchStatement(
            """
            SELECT p.proname, format('%I.%I', n.nspname, p.proname), p.prosrc,
                   EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgfoid = p.oid AND t.tgrelid = ANY ($1::oid[]) AND t.tgenabled <> 'D')
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid >= 16384 AND prosrc ILIKE '%notify%')
            ORDER BY 2
            """,
            ArrayText.Of(tables))],
            cancellationToken);
        var rest = functions[0].Rows.ToList();
        var reached = new HashSet<string>(names, StringComparer.Ordinal);
        while (rest.FindIndex(function => function[3] is "t" || reached.Contains(function[0]!)) is >= 0 and var next)
        {
            var (name, body) = (rest[next][1]!, rest[next][2] ?? string.Empty);
            rest.RemoveAt(next);
            NameCollector.Collect(body, reached);
            _found.UnionWith(ChannelsIn(body).Select(channel => new NotificationEffect(channel, $"function {name}")));
        }

        return [.. _found];
    }

    private static IEnumerable<string> ChannelsIn(string code)
    {
        var channels = new List<string>();
        Collect(code, channels, depth: 0);
        return channels;
    }

    private static void Collect(ReadOnlySpan<char> code, List<string> channels, int depth)
    {
        var cursor = new TokenCursor(code);
        while (!cursor.AtEnd)
        {
            if (cursor.Current.Kind is TokenKind.DollarString or TokenKind.String or TokenKind.EscapeString && depth < 4)
            {
                // DO and EXECUTE carry code in literals.
                Collect(cursor.LiteralBody, channels, depth + 1);
            }

            var isStatement = cursor.IsWord("notify");
            var isCall = cursor.IsWord("pg_notify");
            cursor.Advance();
            if (isStatement && cursor.TakeName() is { } channel)
            {
                channels.Add(channel);
            }
            else if (isCall && cursor.Is(TokenKind.OpenParenthesis))
            {
                cursor.Advance();
                channels.Add(Argument(cursor));
            }
        }
    }

    /// <summary>A call's first argument where it is a literal and nothing else.</summary>
    private static string Argument(TokenCursor cursor)
    {
        var literal = cursor.Is(TokenKind.String) ? cursor.LiteralBody.ToString() : null;
        cursor.Advance();
        return literal is not null && cursor.Text is "," ? literal : Computed;
    }
}
