using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>Finds and opens script files, with clear words where that fails.</summary>
internal static class ScriptFiles
{
    /// <summary>Opens a script.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">Where it is asked for.</param>
    /// <param name="asking">The file that asks for it.</param>
    public static FileStream Open(string path, TextPosition from, string asking)
    {
        try
        {
            var file = OpenFile(path);
            if (file.CanSeek)
            {
                return file;
            }

            file.Dispose();
            throw new IOException("it is a pipe or a device, not a file");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "is a folder, not a script" : File.Exists(path) ? $"cannot be read: {error.Message}" : "does not exist";
            throw new ScriptException(ExitCode.Usage, asking, from, $"{path} {reason}");
        }
    }

    /// <summary>Opens for reading; what may be a pipe is opened for writing too, since that never waits for somebody at its other end.</summary>
    private static FileStream OpenFile(string path)
    {
        var access = new FileInfo(path) is { Exists: true, Length: 0, IsReadOnly: false } ? FileAccess.ReadWrite : FileAccess.Read;
        return new FileStream(path, FileMode.Open, access, FileShare.ReadWrite, bufferSize: 1, FileOptions.SequentialScan);
    }

    /// <summary>The words of a failed file operation, as the C library has them where no file or folder is there.</summary>
    public static string Words(Exception error) =>
        error is FileNotFoundException or DirectoryNotFoundException ? "No such file or directory" : error.Message;

    /// <summary>The file that \i or \ir names: from the working folder, or from the including file's.</summary>
    public static string Resolve(MetaCommand command)
    {
        var name = command.Argument(0) ?? throw new ScriptException(ExitCode.Usage, command.Path, command.Start, $"\\{command.Name}: missing required argument");
        return command.Name is "ir" or "include_relative" ? Path.Combine(Path.GetDirectoryName(command.Path) ?? string.Empty, name) : name;
    }

    /// <summary>A path with its links followed, as far as it exists.</summary>
    public static string Real(string path)
    {
        var folder = Path.GetDirectoryName(path);
        if (folder is null)
        {
            return path;
        }

        var candidate = Path.Combine(Real(folder), Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(candidate) ? new DirectoryInfo(candidate) : new FileInfo(candidate);
        return info.LinkTarget is null ? candidate : info.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }
}
