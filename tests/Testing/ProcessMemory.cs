using System.Diagnostics;

namespace VisionPlugin.Testing;

/// <summary>What the process holds: to be flat over many cycles of creating and disposing.</summary>
/// <param name="Managed">Bytes of managed objects that are alive.</param>
/// <param name="Resident">Bytes of memory of any kind.</param>
/// <param name="Threads">Number of threads.</param>
public sealed record ProcessMemory(long Managed, long Resident, int Threads)
{
    /// <summary>Collects garbage, then looks.</summary>
    public static ProcessMemory Read()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new ProcessMemory(GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64, process.Threads.Count);
    }

    /// <summary>Fails if there is much more than before.</summary>
    /// <param name="before">What there was after some cycles.</param>
    /// <param name="managed">Most managed bytes to have grown by.</param>
    /// <param name="resident">Most bytes of any kind to have grown by; loose, as allocators keep what they got.</param>
    public void AssertFlat(ProcessMemory before, long managed, long resident)
    {
        string change = $"{before} became {this}";
        if (Managed - before.Managed > managed || Resident - before.Resident > resident || Threads - before.Threads > 8)
            throw new Xunit.Sdk.XunitException(change);
    }
}
