using System.Runtime.InteropServices;

namespace Silk.NET.Windowing;

[StructLayout(LayoutKind.Sequential)]
public struct APIVersion
{
    public int MajorVersion;
    public int MinorVersion;

    public APIVersion(int majorVersion, int minorVersion) => (MajorVersion, MinorVersion) = (majorVersion, minorVersion);
}
