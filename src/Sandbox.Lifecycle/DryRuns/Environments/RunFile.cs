using System.Security.Cryptography;
using System.Text;
using Sandbox.Lifecycle.Ledger;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>A file in the run's folder that holds what nobody else may read: for its owner alone, and overwritten before it is removed.</summary>
/// <param name="kind">What it is, one word.</param>
/// <param name="name">Its path.</param>
/// <param name="folder">The run's folder, by whose id it is known.</param>
internal sealed class RunFile(string kind, string name, RunFolder folder) : RunObject(kind, name)
{
    private const int Block = 1 << 20;

    /// <summary>Makes it.</summary>
    /// <param name="text">What it holds.</param>
    public async Task MakeAsync(string text) => await DurableFile.AppendAsync(Name, Encoding.UTF8.GetBytes(text), CancellationToken.None);

    /// <inheritdoc/>
    public override Task<Presence> LookAsync(RunRecord record, CancellationToken cancellationToken) => folder.LookInsideAsync(File.Exists(Name), record, cancellationToken);

    /// <inheritdoc/>
    public override async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await using (var file = new FileStream(Name, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var noise = new byte[Block];
            for (var left = file.Length; left > 0; left -= noise.Length)
            {
                RandomNumberGenerator.Fill(noise);
                await file.WriteAsync(noise.AsMemory(0, (int)Math.Min(left, noise.Length)), cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }

        File.Delete(Name);
    }
}
