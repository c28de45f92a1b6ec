using System.Text.Json;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>A script that psql and the engine both run.</summary>
/// <param name="Folder">The folder that it is run in, an absolute path.</param>
/// <param name="File">Its file's name.</param>
/// <param name="Arguments">Further arguments of psql.</param>
/// <param name="IsStandardInput">Whether it comes by standard input instead of <c>-f</c>.</param>
internal sealed record ScriptCase(string Folder, string File, IReadOnlyList<string> Arguments, bool IsStandardInput)
{
    /// <summary>The name without the folder.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(File);

    /// <summary>The name in lists: the folder's name and the script's.</summary>
    public string Key => $"{System.IO.Path.GetFileName(Folder)}/{Name}";

    /// <summary>The script's absolute path.</summary>
    public string Path => System.IO.Path.Combine(Folder, File);

    /// <summary>The scripts of a folder in the order of their names. A file <c>NAME.args</c> beside a script holds its <c>args</c> and <c>stdin</c>.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<ScriptCase> In(string folder)
    {
        var full = System.IO.Path.GetFullPath(folder);
        return [.. Directory.EnumerateFiles(full, "*.sql").Order(StringComparer.Ordinal).Select(path => Read(full, path))];
    }

    /// <inheritdoc/>
    public override string ToString() => Key;

    private static ScriptCase Read(string folder, string path)
    {
        var file = System.IO.Path.GetFileName(path);
        var arguments = System.IO.Path.ChangeExtension(path, ".args");
        if (!System.IO.File.Exists(arguments))
        {
            return new ScriptCase(folder, file, [], IsStandardInput: false);
        }

        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(arguments));
        return new ScriptCase(
            folder,
            file,
            [.. document.RootElement.GetProperty("args").EnumerateArray().Select(static argument => argument.GetString()!)],
            document.RootElement.GetProperty("stdin").GetBoolean());
    }
}
