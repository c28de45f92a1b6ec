using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Guards;

/// <summary>What of a clone would do work that no rollback takes back, in the words of the policy (<c>allow.escapeHatches</c>).</summary>
internal static class EscapeHatch
{
    /// <summary>The kind of all untrusted languages.</summary>
    private const string Language = "language";

    /// <summary>COPY with a program.</summary>
    public const string CopyProgram = "copy program";

    /// <summary>The option by which a foreign table runs a program.</summary>
    public const string ForeignTableProgram = "foreign table program";

    private static readonly string[] s_languages = ["javau", "plperlu", "plpython2u", "plpython3u", "plpythonu", "plr", "plsh", "pltclu"];

    /// <summary>What a policy may say: the kinds, the hatches by name, and the usual untrusted languages; another one is admitted by its kind.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        .. StatementClassifier.EscapeKinds.Values.Append(Language).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        .. StatementClassifier.EscapeKinds.Keys.Except(StatementClassifier.EscapeKinds.Values, StringComparer.Ordinal).Concat(s_languages).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a policy's list admits what works on the server's machine, or on others, outside of the server.</summary>
    /// <param name="admitted">The list.</param>
    public static bool AreOutside(IEnumerable<string> admitted) =>
        admitted.Any(static word => IsLanguage(word) || StatementClassifier.EscapeKinds.GetValueOrDefault(word, word) is "program" or "file" or "http" or "dblink");

    /// <summary>Whether a policy's word admits one untrusted language or all of them.</summary>
    /// <param name="word">The word.</param>
    public static bool IsLanguage(string word) => word is Language || s_languages.Contains(word, StringComparer.Ordinal);

    /// <summary>Whether a policy's list admits a hatch, or one of its kind.</summary>
    /// <param name="name">Its name, one of <see cref="StatementClassifier.EscapeKinds"/>.</param>
    /// <param name="admitted">The list.</param>
    public static bool IsIn(string name, IReadOnlyCollection<string> admitted) =>
        admitted.Contains(name, StringComparer.Ordinal) || admitted.Contains(StatementClassifier.EscapeKinds[name], StringComparer.Ordinal);

    /// <summary>Whether a policy's list admits an untrusted language.</summary>
    /// <param name="language">Its name.</param>
    /// <param name="admitted">The list.</param>
    public static bool IsLanguageIn(string language, IReadOnlyCollection<string> admitted) =>
        admitted.Contains(language, StringComparer.Ordinal) || admitted.Contains(Language, StringComparer.Ordinal);
}
