using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Device;

/// <summary>The cache on disk: shared, bounded, and never in the way.</summary>
public sealed class ProgramStoreTests : IDisposable
{
    private const string Shader = """
        layout(local_size_x = 1) in;
        layout(std430, binding = 0) buffer Data { int data[]; };
        void main() { data[0] = NUMBER; }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("vision-test-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [SkippableFact]
    public void Another_driver_has_other_binaries()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using GlDevice es = Gpu.Open(GlProfile.Es);
        es.MoveToThisThread();
        string folder = ProgramStore.FolderOf(_root, device.Info);
        Assert.NotEqual(folder, ProgramStore.FolderOf(_root, es.Info));
        Assert.NotEqual(folder, ProgramStore.FolderOf(_root, device.Info with { Version = "4.6 of tomorrow" }));
        Assert.NotEqual(folder, ProgramStore.FolderOf(_root, device.Info with { Renderer = "another" }));
        Assert.NotEqual(folder, ProgramStore.FolderOf(_root, device.Info with { Vendor = "another" }));
        Assert.Equal(folder, ProgramStore.FolderOf(_root, device.Info with { }));
    }

    [SkippableFact]
    public void Above_its_size_it_drops_what_was_not_used_for_longest()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        Compile(device, 8);
        FileInfo[] files = [.. Files().OrderBy(f => f.Name)];
        Assert.Equal(8, files.Length);
        for (int i = 0; i < files.Length; i++)
            files[i].LastWriteTimeUtc = DateTime.UtcNow.AddDays(i - 20);
        string foreign = Path.Combine(_root, "notes.bin");
        File.WriteAllBytes(foreign, new byte[100_000]);

        // Enough for six of them: drops to three quarters of that.
        long size = files.Max(f => f.Length);
        ProgramStore.Open(device, _root, size * 8);
        Assert.Equal(8, Files().Length);
        ProgramStore.Open(device, _root, size * 6);
        string[] left = [.. Files().Select(f => f.Name).Order()];
        Assert.InRange(left.Length, 4, 5);
        Assert.Equal(files.TakeLast(left.Length).Select(f => f.Name), left);
        Assert.True(File.Exists(foreign));
    }

    [SkippableFact]
    public void Use_is_noted_and_keeps_a_file()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        Compile(device, 1);
        FileInfo file = Assert.Single(Files());
        file.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-30);
        Assert.Equal(0, Compile(device, 1));
        Assert.True(DateTime.UtcNow - Assert.Single(Files()).LastWriteTimeUtc < TimeSpan.FromHours(1));
    }

    [SkippableFact]
    public void What_a_process_that_died_left_half_written_is_removed_and_what_another_is_writing_is_not()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        string folder = Directory.CreateDirectory(ProgramStore.FolderOf(_root, device.Info)).FullName;
        string old = Path.Combine(folder, "a.bin.1-1.tmp"), recent = Path.Combine(folder, "b.bin.2-1.tmp");
        File.WriteAllText(old, "");
        File.WriteAllText(recent, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        ProgramStore.Open(device, _root);
        Assert.Equal([false, true], new[] { old, recent }.Select(File.Exists));
    }

    [SkippableFact]
    public void A_full_disk_only_costs_time()
    {
        Requirement.SkipUnless(File.Exists("/dev/full"), "there is no device that is always full");
        using GlDevice device = Gpu.Open(GlProfile.Core);
        Compile(device, 1);
        FileInfo whole = Assert.Single(Files());
        string path = whole.FullName, aside = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        whole.Delete();
        File.CreateSymbolicLink(aside, "/dev/full");
        Assert.Equal(1, Compile(device, 1));
        Assert.Empty(Files());
        Assert.False(File.Exists(aside));
        Assert.Equal(1, Compile(device, 1));
        Assert.Equal(0, Compile(device, 1));
    }

    [SkippableFact]
    public async Task Several_at_once_write_and_read_whole_files()
    {
        Gpu.Open(GlProfile.Core).Dispose();
        // As processes do: each has a context of its own, and all compile the same at the same time.
        int[] compiled = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                int sum = 0;
                for (int round = 0; round < 3; round++)
                {
                    using GlDevice device = Gpu.Open(GlProfile.Core);
                    sum += Compile(device, 12);
                }

                return sum;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        // Whatever the order, nobody compiles a program twice.
        Assert.InRange(compiled.Sum(), 12, 4 * 12);
        Assert.Equal(12, Files().Length);
        Assert.Empty(Directory.GetFiles(_root, "*.tmp", SearchOption.AllDirectories));
        using GlDevice last = Gpu.Open(GlProfile.Core);
        Assert.Equal(0, Compile(last, 12));
    }

    // Number of programs that had to be compiled.
    private int Compile(GlDevice device, int programs)
    {
        using var cache = new ProgramCache(
            device, Gpu.Library(("number.comp", Shader)), ProgramStore.Open(device, _root));
        for (int i = 0; i < programs; i++)
            cache.Get("number.comp", new ShaderDefine("NUMBER", i));
        return cache.CompiledCount;
    }

    private FileInfo[] Files() => new DirectoryInfo(_root).GetFiles("*.bin", SearchOption.AllDirectories)
        .Where(f => f.DirectoryName != _root).ToArray();
}
