namespace Sandbox.Linting.Changes;

/// <summary>What of the files changed since a revision: since the last commit that it and the working tree's branch have in common.</summary>
internal sealed class GitChanges
{
    private readonly Dictionary<string, ChangedLines> _files;

    private GitChanges(Dictionary<string, ChangedLines> files) => _files = files;

    /// <summary>What changed in a file; null where nothing did.</summary>
    /// <param name="fullPath">The file.</param>
    public ChangedLines? In(string fullPath) => _files.GetValueOrDefault(fullPath);

    /// <summary>Asks git.</summary>
    /// <param name="revision">A commit, a branch or a tag.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="SandboxException">
    /// The folder is in no working tree, or there is no such revision (<see cref="ExitCode.Usage"/>); there is no git (<see cref="ExitCode.Unavailable"/>).
    /// </exception>
    public static async Task<GitChanges> SinceAsync(string revision, string folder, CancellationToken cancellationToken)
    {
        var git = new GitCommand(folder);
        var root = await AskedAsync(["rev-parse", "--show-toplevel"], "the working folder is in no working tree of git");
        var commit = await AskedAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], "git knows no such revision; fetch it, or say a commit, a branch or a tag");

        // Without a common commit, as in a clone without history, the revision itself is what there is to compare with.
        var (common, _) = await git.AskAsync(["merge-base", commit, "HEAD"], cancellationToken);
        var top = new GitCommand(root);
        var (diff, complaint) = await top.AskAsync(
            ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/", common?.Trim() ?? commit, "--"],
            cancellationToken);
        var (untracked, further) = await top.AskAsync(["ls-files", "--others", "--exclude-standard", "-z"], cancellationToken);
        if (diff is null || untracked is null)
        {
            throw Failed(diff is null ? complaint : further);
        }

        var files = UnifiedDiff.Read(diff).ToDictionary(file => Path.GetFullPath(file.Path, root), static file => file.Lines, StringComparer.Ordinal);
        foreach (var path in untracked.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            files[Path.GetFullPath(path, root)] = ChangedLines.All;
        }

        return new GitChanges(files);

        async Task<string> AskedAsync(IReadOnlyList<string> words, string otherwise)
        {
            var (output, problem) = await git.AskAsync(words, cancellationToken);
            return output is null ? throw Failed(problem.Length == 0 ? otherwise : $"{otherwise} ({problem})") : output.TrimEnd('\r', '\n');
        }

        SandboxException Failed(string why) => new(ExitCode.Usage, $"--changed-since {revision}: {why}");
    }
}
