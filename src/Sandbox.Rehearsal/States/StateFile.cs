using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Rehearsal.States;

/// <summary>A state as a file: JSON, as <c>docs/state.schema.json</c> describes it.</summary>
public static class StateFile
{
    /// <summary>The version of the form that is written, and the newest that is read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The document.</summary>
    /// <param name="state">The state.</param>
    /// <returns>JSON without a final line break.</returns>
    public static string Write(DatabaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return StateJson.Write(state);
    }

    /// <summary>Writes a state into a file; one that is there is replaced as a whole.</summary>
    /// <param name="state">The state.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The file cannot be written (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task SaveAsync(DatabaseState state, string path, CancellationToken cancellationToken)
    {
        var text = Write(state) + "\n";
        try
        {
            // Rows of a database are nobody else's business.
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var file = new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options);
            await file.WriteAsync(text.AsMemory(), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the state cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Reads a state from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The file cannot be read, is no state, or of a newer form (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<DatabaseState> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the state cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: this is no state: {error.Message.ReplaceLineEndings(" ")}; write one with sandbox state capture --output {path}", error);
        }
    }

    /// <summary>Reads a state from a document.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="JsonException">It is no JSON, or no state.</exception>
    public static DatabaseState Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return JsonNode.Parse(text) is JsonObject document && document["schemaVersion"] is JsonValue version && version.TryGetValue<int>(out var number)
            ? number == SchemaVersion ? StateJson.Read(document) : throw new JsonException($"its schemaVersion is {number}, and this program reads {SchemaVersion}")
            : throw new JsonException("it has no schemaVersion");
    }
}
