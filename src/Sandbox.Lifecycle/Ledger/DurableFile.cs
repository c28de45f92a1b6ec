using System.Runtime.InteropServices;

namespace Sandbox.Lifecycle.Ledger;

/// <summary>Writes that are on the disk when they return: the file's data, and on Unix the name of a new file in its folder too.</summary>
internal static class DurableFile
{
    /// <summary>Appends to a file, which is made where it is missing, for its owner only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What is appended.</param>
    /// <param name="cancellationToken">Cancels before the first byte only: a half-written line helps nobody.</param>
    public static async Task AppendAsync(string path, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isNew = !File.Exists(path);
        await using (var file = Open(path, FileMode.Append))
        {
            await file.WriteAsync(text, CancellationToken.None);
            file.Flush(flushToDisk: true);
        }

        if (isNew)
        {
            KeepName(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Cuts a file off.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How many bytes stay.</param>
    public static void Cut(string path, long length)
    {
        using var file = Open(path, FileMode.Open);
        file.SetLength(length);
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode == FileMode.Append)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // A new file survives a power cut only once its folder is on the disk (open(2), fsync(2)).
    private static void KeepName(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenFolder(folder, 0);
        var failed = descriptor < 0 || Synchronize(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        if (failed)
        {
            throw new IOException($"{folder}: the folder cannot be written to the disk: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, ExactSpelling = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
