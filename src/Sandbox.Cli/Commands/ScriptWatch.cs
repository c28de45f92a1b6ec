using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Planning;

namespace Sandbox.Cli.Commands;

/// <summary>
/// Tells which scripts have to be rehearsed again: those that are new, or of which a file has another time or length than when it was looked at last. It looks instead of being told, which works with
/// every editor, container and network drive.
/// </summary>
/// <param name="shared">Files that all scripts depend on.</param>
internal sealed class ScriptWatch(IReadOnlyList<string> shared)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    private Dictionary<string, Dictionary<string, (DateTime Written, long Length)>> _known = new(StringComparer.Ordinal);

    /// <summary>How many files are looked at.</summary>
    public int Files => _known.Values.SelectMany(static files => files.Keys).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The scripts that changed since the last look, in the order in which they run.</summary>
    /// <param name="request">The run that they belong to.</param>
    /// <exception cref="SandboxException">What it names is not there (<see cref="ExitCode.Usage"/>).</exception>
    public IReadOnlyList<string> Look(RehearsalRequest request)
    {
        var now = new Dictionary<string, Dictionary<string, (DateTime Written, long Length)>>(StringComparer.Ordinal);
        List<string> changed = [];
        foreach (var script in ScriptPaths.Expand(request.Paths, request.WorkingFolder))
        {
            if (_known.TryGetValue(script, out var files) && files.All(static file => Stamp(file.Key) == file.Value))
            {
                now.Add(script, files);
                continue;
            }

            changed.Add(script);
            now.Add(script, ScriptPlanner.FilesOf(script, request).Concat(request.Revert is { } revert ? ScriptPlanner.FilesOf(revert, request) : []).Concat(shared).Distinct(StringComparer.Ordinal)
                .ToDictionary(static file => file, Stamp, StringComparer.Ordinal));
        }

        _known = now;
        return changed;
    }

    /// <summary>Waits until something changed.</summary>
    /// <param name="request">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<string>> NextAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(s_pause, cancellationToken);
            try
            {
                if (Look(request) is { Count: > 0 } changed)
                {
                    return changed;
                }
            }
            catch (SandboxException)
            {
                // An editor takes the old file away before it puts the new one there.
            }
        }
    }

    private static (DateTime Written, long Length) Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
