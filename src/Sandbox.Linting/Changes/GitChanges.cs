namespace Sandbox.Linting.Changes;

/// <summary>What of the files changed since a revision: since the last commit that it and the working tree's branch have in common.</summary>
internal sealed class GitChanges
{
    private readonly GitCommand _git;
    private readonly string _commit;
    private readonly Dictionary<string, (string? Before, ChangedLines Lines)> _files;

    private GitChanges(GitCommand git, string commit, Dictionary<string, (string? Before, ChangedLines Lines)> files) => (_git, _commit, _files) = (git, commit, files);

    /// <summary>What changed in a file; null where nothing did.</summary>
    /// <param name="fullPath">The file.</param>
    public ChangedLines? In(string fullPath) => _files.GetValueOrDefault(fullPath).Lines;

    /// <summary>A file's text before the change; null where there was no such file.</summary>
    /// <param name="fullPath">The file.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public async Task<string?> BeforeAsync(string fullPath, CancellationToken cancellationToken) =>
        _files.GetValueOrDefault(fullPath).Before is { } path ? (await _git.AskAsync(["show", "--no-textconv", $"{_commit}:{path}"], cancellationToken)).Output : null;

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
        commit = common?.Trim() ?? commit;
        var (diff, complaint) = await top.AskAsync(
            ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/", commit, "--"], cancellationToken);
        var (untracked, further) = await top.AskAsync(["ls-files", "--others", "--exclude-standard", "-z"], cancellationToken);
        if (diff is null || untracked is null)
        {
            throw Failed(diff is null ? complaint : further);
        }

        var files = UnifiedDiff.Read(diff).ToDictionary(file => Path.GetFullPath(file.Path, root), static file => (file.Before, file.Lines), StringComparer.Ordinal);
        foreach (var path in untracked.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            files[Path.GetFullPath(path, root)] = (null, ChangedLines.All);
        }

        return new GitChanges(top, commit, files);

        async Task<string> AskedAsync(IReadOnlyList<string> words, string otherwise)
        {
            var (output, problem) = await git.AskAsync(words, cancellationToken);
            return output is null ? throw Failed(problem.Length == 0 ? otherwise : $"{otherwise} ({problem})") : output.TrimEnd('\r', '\n');
        }

        SandboxException Failed(string why) => new(ExitCode.Usage, $"--changed-since {revision}: {why}");
    }
}
