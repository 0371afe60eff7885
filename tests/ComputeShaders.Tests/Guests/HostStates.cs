namespace VisionPlugin.ComputeShaders.Tests.Guests;

/// <summary>The tables of OpenGL's states, by their tokens in the Khronos registry.</summary>
internal static class HostStates
{
    /// <summary>Capabilities; those from the second list on exist on the desktop only.</summary>
    public static readonly int[] Enables =
    [
        0x0BE2, 0x0B44, 0x92E0, 0x8242, 0x0B71, 0x0BD0, 0x8037, 0x8D69, 0x8C89, 0x809E, 0x80A0, 0x8E51, 0x0C11, 0x0B90,
    ];

    /// <summary>Capabilities of desktop OpenGL: logic op, sRGB, clamps, smoothing, clip distances and so on.</summary>
    public static readonly int[] DesktopEnables =
    [
        0x0BF2, 0x864F, 0x8DB9, 0x0B20, 0x809D, 0x2A02, 0x2A01, 0x0B41, 0x8F9D, 0x809F, 0x8C36, 0x884F, 0x8642,
        0x3000, 0x3001, 0x3002, 0x3003, 0x3004, 0x3005, 0x3006, 0x3007,
    ];

    /// <summary>States of one or more integers.</summary>
    public static readonly (string Name, int Token, int Count)[] Integers =
    [
        ("viewport", 0x0BA2, 4), ("scissor box", 0x0C10, 4), ("stencil clear", 0x0B91, 1), ("blend src rgb", 0x80C9, 1),
        ("blend dst rgb", 0x80C8, 1), ("blend src alpha", 0x80CB, 1), ("blend dst alpha", 0x80CA, 1),
        ("blend equation rgb", 0x8009, 1), ("blend equation alpha", 0x883D, 1), ("color mask", 0x0C23, 4),
        ("depth mask", 0x0B72, 1), ("depth func", 0x0B74, 1), ("stencil func", 0x0B92, 1), ("stencil mask", 0x0B93, 1),
        ("stencil ref", 0x0B97, 1), ("stencil fail", 0x0B94, 1), ("stencil zfail", 0x0B95, 1), ("stencil zpass", 0x0B96, 1),
        ("stencil write mask", 0x0B98, 1), ("stencil back func", 0x8800, 1), ("stencil back ref", 0x8CA3, 1),
        ("stencil back mask", 0x8CA4, 1), ("stencil back fail", 0x8801, 1), ("stencil back zfail", 0x8802, 1),
        ("stencil back zpass", 0x8803, 1), ("stencil back write mask", 0x8CA5, 1), ("cull face mode", 0x0B45, 1),
        ("front face", 0x0B46, 1), ("sample coverage invert", 0x80AB, 1), ("mipmap hint", 0x8B8B, 1),
        ("program", 0x8B8D, 1), ("program pipeline", 0x825A, 1), ("vertex array", 0x85B5, 1), ("draw framebuffer", 0x8CA6, 1),
        ("read framebuffer", 0x8CAA, 1), ("renderbuffer", 0x8CA7, 1), ("transform feedback", 0x8E25, 1),
        ("active texture", 0x84E0, 1), ("debug group depth", 0x826D, 1), ("draw buffer 0", 0x8825, 1),
        ("draw buffer 1", 0x8826, 1), ("read buffer", 0x0C02, 1), ("patch vertices", 0x8E72, 1),
        ("unpack alignment", 0x0CF5, 1), ("unpack row length", 0x0CF2, 1), ("unpack skip rows", 0x0CF3, 1),
        ("unpack skip pixels", 0x0CF4, 1), ("unpack image height", 0x806E, 1), ("unpack skip images", 0x806D, 1),
        ("pack alignment", 0x0D05, 1), ("pack row length", 0x0D02, 1), ("pack skip rows", 0x0D03, 1),
        ("pack skip pixels", 0x0D04, 1),
    ];

    /// <summary>Integers of desktop OpenGL.</summary>
    public static readonly (string Name, int Token, int Count)[] DesktopIntegers =
    [
        ("polygon mode", 0x0B40, 1), ("logic op", 0x0BF0, 1), ("provoking vertex", 0x8E4F, 1), ("clamp read", 0x891C, 1),
        ("restart index", 0x8F9E, 1), ("line hint", 0x0C52, 1), ("polygon hint", 0x0C53, 1), ("compression hint", 0x84EF, 1),
        ("unpack swap", 0x0CF0, 1), ("unpack lsb", 0x0CF1, 1), ("pack swap", 0x0D00, 1), ("pack lsb", 0x0D01, 1),
        ("pack image height", 0x806C, 1), ("pack skip images", 0x806B, 1), ("unpack block width", 0x9127, 1),
        ("unpack block height", 0x9128, 1), ("unpack block depth", 0x9129, 1), ("unpack block size", 0x912A, 1),
        ("pack block width", 0x912B, 1), ("pack block height", 0x912C, 1), ("pack block depth", 0x912D, 1),
        ("pack block size", 0x912E, 1),
    ];

    /// <summary>States of one or more floats.</summary>
    public static readonly (string Name, int Token, int Count)[] Floats =
    [
        ("depth range", 0x0B70, 2), ("color clear", 0x0C22, 4), ("depth clear", 0x0B73, 1), ("blend color", 0x8005, 4),
        ("line width", 0x0B21, 1), ("polygon offset factor", 0x8038, 1), ("polygon offset units", 0x2A00, 1),
        ("sample coverage", 0x80AA, 1),
    ];

    /// <summary>Buffer targets and the tokens of their bindings; of which ES lacks the last.</summary>
    public static readonly (string Name, int Target, int Binding)[] Buffers =
    [
        ("array", 0x8892, 0x8894), ("element array", 0x8893, 0x8895), ("pixel pack", 0x88EB, 0x88ED),
        ("pixel unpack", 0x88EC, 0x88EF), ("uniform", 0x8A11, 0x8A28), ("storage", 0x90D2, 0x90D3),
        ("atomic", 0x92C0, 0x92C1), ("copy read", 0x8F36, 0x8F36), ("copy write", 0x8F37, 0x8F37),
        ("draw indirect", 0x8F3F, 0x8F43), ("dispatch indirect", 0x90EE, 0x90EF), ("transform feedback", 0x8C8E, 0x8C8F),
        ("texture", 0x8C2A, 0x8C2A), ("query", 0x9192, 0x9193),
    ];

    /// <summary>Indexed buffers: target, tokens of binding, start and size, and how many to look at.</summary>
    public static readonly (string Name, int Target, int Binding, int Start, int Size, int Count)[] Blocks =
    [
        ("storage", 0x90D2, 0x90D3, 0x90D4, 0x90D5, 8), ("uniform", 0x8A11, 0x8A28, 0x8A29, 0x8A2A, 24),
        ("atomic", 0x92C0, 0x92C1, 0x92C2, 0x92C3, 4), ("transform feedback", 0x8C8E, 0x8C8F, 0x8C84, 0x8C85, 4),
    ];

    /// <summary>GL_IMAGE_BINDING_NAME, _LEVEL, _LAYERED, _LAYER, _ACCESS and _FORMAT.</summary>
    public static readonly int[] Images = [0x8F3A, 0x8F3B, 0x8F3C, 0x8F3D, 0x8F3E, 0x906E];

    /// <summary>Texture targets and the tokens of their bindings.</summary>
    public static readonly (string Name, int Target, int Binding)[] Textures =
    [
        ("2D", 0x0DE1, 0x8069), ("3D", 0x806F, 0x806A), ("2D array", 0x8C1A, 0x8C1D), ("cube", 0x8513, 0x8514),
        ("2D multisample", 0x9100, 0x9104), ("buffer", 0x8C2A, 0x8C2C), ("cube array", 0x9009, 0x900A),
        ("2D multisample array", 0x9102, 0x9105),
    ];

    /// <summary>Texture targets of desktop OpenGL.</summary>
    public static readonly (string Name, int Target, int Binding)[] DesktopTextures =
        [("1D", 0x0DE0, 0x8068), ("1D array", 0x8C18, 0x8C1C), ("rectangle", 0x84F5, 0x84F6)];

    /// <summary>Queries that may run at the same time: samples passed, primitives written, elapsed time.</summary>
    public static readonly int[] Queries = [0x8C2F, 0x8C88, 0x88BF];
}
