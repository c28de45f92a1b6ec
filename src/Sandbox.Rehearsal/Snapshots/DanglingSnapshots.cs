using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Snapshots;

/// <summary>
/// Verified files that nothing is compared with any more: the script that one was named after is gone, or the test, where a folder holds Verify's snapshots beside the tests in C#
/// (<c>Class.Method.verified.txt</c>; parameters behind <c>_</c> are not looked at).
/// </summary>
public static partial class DanglingSnapshots
{
    private const string Mark = ".verified.";

    private static readonly EnumerationOptions s_below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Those in a folder and below it, in the order of their paths; links are not followed, and what was built (<c>bin</c>, <c>obj</c>) is left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="SandboxException">The folder cannot be searched (<see cref="ExitCode.Usage"/>).</exception>
    public static IReadOnlyList<string> Find(string folder)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder, $"*{Mark}*", s_below)
                    .Where(file => !Path.GetRelativePath(folder, file).Split('/', '\\').Any(static part => part is "bin" or "obj"))
                    .GroupBy(static file => Path.GetDirectoryName(file)!, StringComparer.Ordinal)
                    .SelectMany(static files => Of(files.Key, files))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{folder}: the folder cannot be searched: {error.Message}", error);
        }
    }

    private static List<string> Of(string folder, IEnumerable<string> verified)
    {
        var others = Directory.EnumerateFiles(folder).Select(static file => Path.GetFileName(file)).Where(static file => !file.Contains(Mark, StringComparison.Ordinal) && !file.Contains(".received.", StringComparison.Ordinal)).ToList();
        var stems = others.Select(static file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);
        var tests = new Lazy<IReadOnlyList<string>>(() => [.. others.Where(static file => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).Select(file => File.ReadAllText(Path.Combine(folder, file)))]);
        return [.. verified.Where(file => Stem(file) is var stem && !stems.Contains(stem) && !MayBeATests(stem, tests.Value))];
    }

    private static string Stem(string path) => Path.GetFileName(path) is var name ? name[..name.IndexOf(Mark, StringComparison.Ordinal)] : "";

    /// <summary>Whether a test of the folder may have given it: where no test stands beside the snapshots, they may belong to those of another folder.</summary>
    private static bool MayBeATests(string stem, IReadOnlyList<string> tests)
    {
        if (TestName().Match(stem) is not { Success: true } name)
        {
            return false;
        }

        // Behind the method's name there may be parameters, each after an underscore, and the name has underscores too.
        var method = name.Groups["method"].Value;
        var methods = Enumerable.Range(1, method.Length).Where(length => length == method.Length || method[length] == '_').Select(length => method[..length]).ToList();
        return tests.Count == 0 || tests.Any(text => Names(text, name.Groups["type"].Value) && methods.Exists(method => Names(text, method)));
    }

    private static bool Names(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsLetter(text[at - 1])) && (at + word.Length == text.Length || !IsLetter(text[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || c == '_';

    [GeneratedRegex(@"\A(?<type>[\p{L}_][\p{L}\p{N}_]*)\.(?<method>[\p{L}_][\p{L}\p{N}_]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();
}
