using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// The driver's program binaries on disk, one file each: <c>DRIVER/SOURCE.bin</c>, both hashes, so that a new driver or an
/// edited shader simply finds nothing. A cache may fail at any time without harm: whatever is wrong with the folder or a
/// file, the program is compiled instead. Processes may share one. It is kept below a size: each start drops what was not
/// used for longest.
/// </summary>
/// <remarks>File: SHA-256 of the rest (32 bytes), binary format (4 bytes, little endian), binary.</remarks>
internal sealed unsafe class ProgramStore
{
    /// <summary>Environment variable that names the folder; <c>off</c> for none.</summary>
    public const string FolderVariable = "VISION_SHADER_CACHE";

    private const int HashBytes = 32;
    private const int HeaderBytes = HashBytes + 4;

    // Networks have about a hundred programs, of 10 to 100 kB each.
    private const long MostBytes = 256 << 20;

    // How exactly the last use of a file is known, and how long a process may take to write one.
    private static readonly TimeSpan UsePrecision = TimeSpan.FromDays(1), WriteTime = TimeSpan.FromHours(1);

    private readonly GL _gl;
    private readonly string _folder;

    private ProgramStore(GL gl, string folder)
    {
        _gl = gl;
        _folder = folder;
    }

    /// <summary>The store of a device in the user's cache folder, or null where there is none or the driver keeps its binaries.</summary>
    public static ProgramStore? Open(GlDevice device) =>
        DefaultFolder() is { } folder ? Open(device, folder) : null;

    /// <summary>The store of a device below a folder, or null if the driver keeps its binaries.</summary>
    /// <param name="device">The device.</param>
    /// <param name="root">The folder of all drivers.</param>
    /// <param name="mostBytes">Size above which the files that were not used for longest are dropped.</param>
    public static ProgramStore? Open(GlDevice device, string root, long mostBytes = MostBytes)
    {
        if (device.Gl.GetInteger(GetPName.NumProgramBinaryFormats) == 0)
            return null;
        string folder = FolderOf(root, device.Info);
        try
        {
            Directory.CreateDirectory(folder);
            Trim(root, mostBytes);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            // Reading may still work, for example from a folder that was filled before and is read-only now.
        }
        return new ProgramStore(device.Gl, folder);
    }

    /// <summary>Where the binaries of a driver lie.</summary>
    public static string FolderOf(string root, GlDeviceInfo driver) =>
        Path.Combine(root, Hash($"{driver.Vendor}\n{driver.Renderer}\n{driver.Version}"));

    /// <summary>Gives the program its stored binary. False if there is none that is whole and that the driver takes.</summary>
    public bool TryLoad(uint program, string source)
    {
        string path = PathOf(source);
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            return false;
        }
        // Drivers have crashed on damaged binaries, so they only get what was written.
        if (file.Length <= HeaderBytes || !SHA256.HashData(file.AsSpan(HashBytes)).AsSpan().SequenceEqual(file.AsSpan(0, HashBytes)))
            return false;
        using GlErrors.HostsError hosts = GlErrors.SetAside(_gl);
        var format = (GLEnum)BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(HashBytes));
        fixed (byte* binary = file.AsSpan(HeaderBytes))
            _gl.ProgramBinary(program, format, binary, (uint)(file.Length - HeaderBytes));
        GlErrors.Take(_gl);
        if (_gl.GetProgram(program, ProgramPropertyARB.LinkStatus) == 0)
            return false;
        MarkUsed(path);
        return true;
    }

    /// <summary>Stores the binary of a linked program, if that is possible.</summary>
    public void Save(uint program, string source)
    {
        int length = _gl.GetProgram(program, ProgramPropertyARB.ProgramBinaryLength);
        if (length <= 0)
            return;
        using GlErrors.HostsError hosts = GlErrors.SetAside(_gl);
        byte[] file = new byte[HeaderBytes + length];
        GLEnum format = default;
        uint written = 0;
        fixed (byte* binary = file.AsSpan(HeaderBytes))
            _gl.GetProgramBinary(program, (uint)length, &written, &format, binary);
        if (GlErrors.Take(_gl) != GLEnum.NoError || written == 0)
            return;
        Span<byte> whole = file.AsSpan(0, HeaderBytes + (int)written);
        BinaryPrimitives.WriteInt32LittleEndian(whole[HashBytes..], (int)format);
        SHA256.HashData(whole[HashBytes..], whole);

        // Written aside and moved into place: another process sees the whole file or none.
        string path = PathOf(source);
        string aside = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            File.WriteAllBytes(aside, whole);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            TryDelete(aside);
        }
    }

    private static void MarkUsed(string path)
    {
        try
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > UsePrecision)
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
        }
    }

    // Only what has the names that a store gives: the folder may be shared with others.
    private static void Trim(string root, long mostBytes)
    {
        var files = new List<FileInfo>();
        foreach (DirectoryInfo driver in new DirectoryInfo(root).EnumerateDirectories())
        {
            if (driver.Name.Length == 2 * HashBytes)
                files.AddRange(driver.EnumerateFiles("*.bin*"));
        }

        foreach (FileInfo file in files)
        {
            if (file.Extension == ".tmp" && DateTime.UtcNow - file.LastWriteTimeUtc > WriteTime)
                TryDelete(file.FullName);
        }

        long bytes = files.Sum(file => file.Length);
        if (bytes <= mostBytes)
            return;
        // Somewhat more than needed, so that not every start has to.
        foreach (FileInfo file in files.Where(f => f.Extension == ".bin").OrderBy(f => f.LastWriteTimeUtc))
        {
            if (bytes <= mostBytes * 3 / 4)
                break;
            bytes -= file.Length;
            TryDelete(file.FullName);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
        }
    }

    private static string? DefaultFolder()
    {
        string? named = Environment.GetEnvironmentVariable(FolderVariable);
        if (!string.IsNullOrEmpty(named))
            return named == "off" ? null : named;
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache) && !OperatingSystem.IsWindows()
            && Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home)
        {
            cache = Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
        }
        if (string.IsNullOrEmpty(cache))
            cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return cache.Length == 0 ? null : Path.Combine(cache, "VisionPlugin", "shaders");
    }

    private static bool IsFileTrouble(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string PathOf(string source) => Path.Combine(_folder, Hash(source) + ".bin");
}
