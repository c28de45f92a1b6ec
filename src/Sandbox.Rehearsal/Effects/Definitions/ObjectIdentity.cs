using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>Reads what <c>pg_identify_object</c> calls an object: <c>public.people.id</c>, <c>public.total(integer)</c>, <c>people_pkey on public.people</c>.</summary>
internal static class ObjectIdentity
{
    private const string Public = "public.";

    /// <summary>The name that a statement would call it by: its own, or that of the table of a column.</summary>
    /// <param name="identity">The identity.</param>
    /// <param name="isColumn">Whether it is a column's.</param>
    /// <returns>The name as the server knows it; null for what has none, such as a cast or an operator.</returns>
    public static string? NameOf(string identity, bool isColumn)
    {
        var names = new List<string>();
        var cursor = new TokenCursor(identity);
        while (cursor.TakeName() is { } name)
        {
            names.Add(name);
            if (cursor.Text is not ".")
            {
                return names.Count > (isColumn ? 1 : 0) ? names[isColumn ? ^2 : ^1] : null;
            }

            cursor.Advance();
        }

        return null;
    }

    /// <summary>The identity as this product words it.</summary>
    public static string Short(string identity) => WithoutPublic(identity.Replace(" on " + Public, " on ", StringComparison.Ordinal));

    /// <summary>A qualified name without the schema that everybody has.</summary>
    public static string WithoutPublic(string name) => name.StartsWith(Public, StringComparison.Ordinal) ? name[Public.Length..] : name;
}
