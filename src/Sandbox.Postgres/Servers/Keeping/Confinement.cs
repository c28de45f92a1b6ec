using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// Starts a program that, with all that it starts itself, can write only in folders of its own, open no TCP connection and signal nobody else: what COPY TO PROGRAM, a
/// superuser's COPY TO a file or an untrusted language do then stays with the server. It is Linux's Landlock (landlock(7)), which needs no rights and takes away
/// whatever rights the user has; reading is not touched.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class Confinement
{
    private const nint CreateRuleset = 444;
    private const nint AddRule = 445;
    private const nint RestrictSelf = 446;
    private const nint AskVersion = 1;
    private const nint BeneathPath = 1;

    private const ulong WriteFile = 1 << 1;
    private const ulong RemoveFolder = 1 << 4;

    // Removing files, and making folders, files, links, sockets, pipes and devices.
    private const ulong Change = 0b1_1111_1110_0000;

    private const int NoNewPrivileges = 38;
    private const int OpenPath = 0x280000;

    /// <summary>The version of Landlock that the system has; negative where it has none.</summary>
    private static readonly nint s_version = Call(CreateRuleset, 0, 0, AskVersion, 0);

    /// <summary>Whether the system can do it.</summary>
    public static bool IsPossible => s_version > 0;

    // With the second version a file can be moved from folder to folder, with the third one be cut off.
    private static ulong InFolders => WriteFile | RemoveFolder | Change | (s_version >= 2 ? 1UL << 13 : 0) | (s_version >= 3 ? 1UL << 14 : 0);

    /// <summary>Starts it.</summary>
    /// <param name="start">The program.</param>
    /// <param name="folders">Where it may write; they exist.</param>
    /// <returns>The process; null where the system does not let us confine it, and nothing was started.</returns>
    /// <exception cref="SandboxException">It cannot be started (<see cref="ExitCode.Unavailable"/>).</exception>
    public static Task<Process?> StartAsync(ProcessStartInfo start, IReadOnlyList<string> folders) => Task.Run(() =>
    {
        // A thread that is confined stays so, and so does all that it starts, threads of the pool too: this one does nothing else, and ends.
        Process? process = null;
        SandboxException? failure = null;
        var thread = new Thread(() =>
        {
            if (TryEnter(folders))
            {
                try
                {
                    process = Command.Start(start);
                }
                catch (SandboxException error)
                {
                    failure = error;
                }
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? process : throw failure;
    });

    private static bool TryEnter(IReadOnlyList<string> folders)
    {
        var rules = new Rules { Files = InFolders, Network = s_version >= 4 ? 2UL : 0, Scopes = s_version >= 6 ? 2UL : 0 };
        var ruleset = (int)Call(CreateRuleset, ref rules, Marshal.SizeOf<Rules>(), 0);
        if (ruleset < 0)
        {
            return false;
        }

        try
        {
            // The folders themselves are removed at the end.
            var parents = folders.Select(static folder => Path.GetDirectoryName(folder)!).Distinct(StringComparer.Ordinal);
            return folders.All(folder => TryAllow(ruleset, folder, InFolders))
                && parents.All(parent => TryAllow(ruleset, parent, RemoveFolder))
                && TryAllow(ruleset, "/dev/null", WriteFile)
                && SetProcess(NoNewPrivileges, 1, 0, 0, 0) == 0
                && Call(RestrictSelf, ruleset, 0, 0, 0) == 0;
        }
        finally
        {
            Close(ruleset);
        }
    }

    private static bool TryAllow(int ruleset, string path, ulong rights)
    {
        var place = Open([.. Encoding.UTF8.GetBytes(path), 0], OpenPath);
        if (place < 0)
        {
            throw new SandboxException(ExitCode.Unavailable, $"{path} cannot be opened: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}; name another folder in {RunPlace.Variable}");
        }

        try
        {
            var rule = new Rule { Rights = rights, Place = place };
            return Call(AddRule, ruleset, BeneathPath, ref rule, 0) == 0;
        }
        finally
        {
            Close(place);
        }
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nint first, nint second, nint third, nint fourth);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, ref Rules rules, nint size, nint flags);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nint ruleset, nint kind, ref Rule rule, nint flags);

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcess(int option, nint first, nint second, nint third, nint fourth);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);

    /// <summary><c>landlock_ruleset_attr</c>; an older system takes the longer form where what it does not know is zero.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Rules
    {
        public ulong Files;
        public ulong Network;
        public ulong Scopes;
    }

    /// <summary><c>landlock_path_beneath_attr</c>.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Rule
    {
        public ulong Rights;
        public int Place;
    }
}
