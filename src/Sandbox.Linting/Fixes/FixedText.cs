using System.Text;
using Sandbox.Linting.Sources;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Fixes;

/// <summary>Mends a text until nothing is left to mend. An edit stays only if its finding is gone and no other one came.</summary>
/// <param name="find">The rules.</param>
internal sealed class FixedText(Func<SourceFile, IReadOnlyList<Finding>> find)
{
    /// <summary>Mends what is wanted.</summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="findings">What was found in it.</param>
    /// <param name="isWanted">Which findings are to be mended.</param>
    /// <returns>The file as it should be, the findings in it, and those of the first text that are mended.</returns>
    public (SourceFile File, IReadOnlyList<Finding> Left, IReadOnlyList<Finding> Mended) Mend(SourceFile file, IReadOnlyList<Finding> findings, Func<Finding, bool> isWanted)
    {
        var mended = new List<Finding>();
        var shift = 0;
        foreach (var finding in findings.Where(isWanted))
        {
            // Edits before this one have moved it.
            var moved = finding with { Start = finding.Start + shift };
            if (SafeFixes.Of(file, moved) is { } edit && file.With(TextEdit.Apply(file.Text, [edit])) is var edited && find(edited) is var left && IsBetter(findings, left))
            {
                (file, findings) = (edited, left);
                shift += edit.Text.Length - (edit.End - edit.Start);
                mended.Add(finding);
            }
        }

        return (file, findings, mended);
    }

    /// <summary>Writes a file as it should be in the place of the one that is there: whole, or not at all.</summary>
    /// <exception cref="SandboxException">It cannot be written (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task WriteAsync(SourceFile file, string fullPath, CancellationToken cancellationToken)
    {
        var place = new FileInfo(fullPath).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? fullPath;
        var beside = place + ".sandbox-fix";
        try
        {
            await File.WriteAllTextAsync(beside, file.Text, new UTF8Encoding(file.HasMark), cancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(place));
            }

            File.Move(beside, place, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{file.Path}: it cannot be mended: {error.Message}", error);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Whether a finding has gone and none came: by rule, because places move.</summary>
    private static bool IsBetter(IReadOnlyList<Finding> before, IReadOnlyList<Finding> after)
    {
        var counts = before.CountBy(static finding => finding.RuleId).ToDictionary(StringComparer.Ordinal);
        return after.Count < before.Count && after.CountBy(static finding => finding.RuleId).All(now => counts.GetValueOrDefault(now.Key) >= now.Value);
    }
}
