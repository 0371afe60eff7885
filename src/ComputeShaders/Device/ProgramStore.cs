using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// The driver's program binaries on disk, one file each: <c>DRIVER/SOURCE.bin</c>, both hashes, so that a new driver or an
/// edited shader simply finds nothing. A cache may fail at any time without harm: whatever is wrong with the folder or a
/// file, the program is compiled instead.
/// </summary>
/// <remarks>File: SHA-256 of the rest (32 bytes), binary format (4 bytes, little endian), binary.</remarks>
internal sealed unsafe class ProgramStore
{
    /// <summary>Environment variable that names the folder; <c>off</c> for none.</summary>
    public const string FolderVariable = "VISION_SHADER_CACHE";

    private const int HashBytes = 32;
    private const int HeaderBytes = HashBytes + 4;
    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(90);

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
    public static ProgramStore? Open(GlDevice device, string root)
    {
        if (device.Gl.GetInteger(GetPName.NumProgramBinaryFormats) == 0)
            return null;
        GlDeviceInfo info = device.Info;
        string driver = Hash($"{info.Vendor}\n{info.Renderer}\n{info.Version}");
        string folder = Path.Combine(root, driver);
        try
        {
            Directory.CreateDirectory(folder);
            // Marks this driver's folder as in use, and drops those of drivers that were not seen for long.
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
            foreach (DirectoryInfo other in new DirectoryInfo(root).EnumerateDirectories())
            {
                if (other.Name.Length == driver.Length && DateTime.UtcNow - other.LastWriteTimeUtc > KeptUnused)
                    other.Delete(recursive: true);
            }
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            // Reading may still work, for example from a folder that was filled before and is read-only now.
        }
        return new ProgramStore(device.Gl, folder);
    }

    /// <summary>Gives the program its stored binary. False if there is none that is whole and that the driver takes.</summary>
    public bool TryLoad(uint program, string source)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(PathOf(source));
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
        return _gl.GetProgram(program, ProgramPropertyARB.LinkStatus) != 0;
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
            try
            {
                File.Delete(aside);
            }
            catch (Exception again) when (IsFileTrouble(again))
            {
            }
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
