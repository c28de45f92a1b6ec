using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// A Windows job object that ends its processes when its last handle is closed, which the system does when this process ends
/// (Windows API, <c>JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE</c>).
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class JobObject : IDisposable
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnJobClose = 0x2000;

    private readonly SafeFileHandle _handle;

    /// <summary>Creates an empty job.</summary>
    /// <exception cref="SandboxException">Windows refused (<see cref="ExitCode.Unavailable"/>).</exception>
    public JobObject()
    {
        _handle = CreateJobObjectW(IntPtr.Zero, IntPtr.Zero);
        var limits = new ExtendedLimits { LimitFlags = KillOnJobClose };
        if (_handle.IsInvalid || !SetInformationJobObject(_handle, ExtendedLimitInformation, ref limits, Marshal.SizeOf<ExtendedLimits>()))
        {
            throw Refused();
        }
    }

    /// <summary>Adds a process and all that it starts from now on.</summary>
    /// <param name="process">The process.</param>
    /// <exception cref="SandboxException">Windows refused (<see cref="ExitCode.Unavailable"/>).</exception>
    public void Add(Process process)
    {
        if (!AssignProcessToJobObject(_handle, process.SafeHandle))
        {
            throw Refused();
        }
    }

    /// <summary>Ends the processes of the job.</summary>
    public void Dispose() => _handle.Dispose();

    private static SandboxException Refused()
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new SandboxException(ExitCode.Unavailable, $"Windows refused a job object for the throwaway server: {error.Message}", error);
    }

    [DllImport("kernel32.dll", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle CreateJobObjectW(IntPtr attributes, IntPtr name);

    [DllImport("kernel32.dll", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetInformationJobObject(SafeFileHandle job, int informationClass, ref ExtendedLimits information, int length);

    [DllImport("kernel32.dll", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool AssignProcessToJobObject(SafeFileHandle job, SafeProcessHandle process);

    /// <summary><c>JOBOBJECT_EXTENDED_LIMIT_INFORMATION</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperationCount;
        public ulong WriteOperationCount;
        public ulong OtherOperationCount;
        public ulong ReadTransferCount;
        public ulong WriteTransferCount;
        public ulong OtherTransferCount;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
