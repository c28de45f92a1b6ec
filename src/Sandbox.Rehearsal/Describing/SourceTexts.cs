using System.Globalization;
using System.Text;

namespace Sandbox.Rehearsal.Describing;

/// <summary>\sf and \sv: the command that makes a function or a view again.</summary>
internal static class SourceTexts
{
    private const string View = """
        SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), n.nspname, c.relname, c.relkind,
               pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid, true), ';'),
               (SELECT pg_catalog.string_agg(pg_catalog.concat(
                         pg_catalog.quote_ident(o.option_name), '=',
                         CASE WHEN pg_catalog.quote_ident(o.option_value) = o.option_value THEN o.option_value ELSE pg_catalog.quote_literal(o.option_value) END), ', ')
                FROM pg_catalog.pg_options_to_table(c.reloptions) o
                WHERE o.option_name <> 'check_option'),
               (SELECT pg_catalog.upper(o.option_value) FROM pg_catalog.pg_options_to_table(c.reloptions) o WHERE o.option_name = 'check_option')
        FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = $1::pg_catalog.oid
        """;

    public static async Task ShowFunctionAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var description = string.Join(' ', context.Arguments);
        if (description.Length == 0)
        {
            context.Fail("function name is required");
            return;
        }

        // With parentheses the argument types are part of what is looked up.
        var lookUp = description.Contains('(', StringComparison.Ordinal)
            ? "SELECT $1::pg_catalog.regprocedure::pg_catalog.oid"
            : "SELECT $1::pg_catalog.regproc::pg_catalog.oid";
        if (await context.LookUpAsync(lookUp, description, cancellationToken) is not { } found
            || await context.LookUpAsync("SELECT pg_catalog.pg_get_functiondef($1::pg_catalog.oid)", found.Rows[0][0]!, cancellationToken) is not { Rows: [[{ } definition]] })
        {
            return;
        }

        context.Print(context.IsVerbose ? Number(definition, line => IsBody(context, line)) : EndLine(definition));
    }

    public static async Task ShowViewAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var description = string.Join(' ', context.Arguments);
        if (description.Length == 0)
        {
            context.Fail("view name is required");
            return;
        }

        if (await context.LookUpAsync("SELECT $1::pg_catalog.regclass::pg_catalog.oid", description, cancellationToken) is not { } found
            || await context.LookUpAsync(View, found.Rows[0][0]!, cancellationToken) is not { Rows: [var view] })
        {
            return;
        }

        if (view[3] is not "v")
        {
            context.Fail($"\"{view[1]}.{view[2]}\" is not a view");
            return;
        }

        var options = view[5] is null ? "" : $"\n WITH ({view[5]})";
        var check = view[6] is null ? "" : $"\n WITH {view[6]} CHECK OPTION";
        var definition = $"CREATE OR REPLACE VIEW {view[0]}{options} AS\n{view[4]}{check}\n";
        context.Print(context.IsVerbose ? Number(definition, _ => true) : definition);
    }

    private static bool IsBody(DescribeContext context, string line) =>
        line.StartsWith("AS ", StringComparison.Ordinal)
        || (context.Dialect >= 14 && (line.StartsWith("BEGIN ", StringComparison.Ordinal) || line.StartsWith("RETURN ", StringComparison.Ordinal)));

    private static string EndLine(string text) => text.EndsWith('\n') ? text : text + "\n";

    /// <summary>Numbers the lines from the first of the body on; those before it are only moved in.</summary>
    private static string Number(string text, Func<string, bool> isBody)
    {
        var numbered = new StringBuilder();
        var number = 0;
        foreach (var line in EndLine(text)[..^1].Split('\n'))
        {
            if (number > 0 || isBody(line))
            {
                number++;
            }

            var mark = number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
            numbered.Append(mark.PadRight(7)).Append(' ').Append(line).Append('\n');
        }

        return numbered.ToString();
    }
}
