using Silk.NET.OpenGL;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing;
using PixelFormat = Silk.NET.OpenGL.PixelFormat;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>The sample of docs/embedding.md that draws from the buffer, run with the shaders of a sample.</summary>
public class DrawDocTests
{
    private const string Source = "tests/ComputeShaders.Tests/Results/DrawDocTests.cs";

    [Fact]
    public void Docs_show_the_code_that_is_tested() =>
        DocSample.AssertShown("docs/embedding.md", Source, "draw");

    [SkippableFact]
    public unsafe void Boxes_are_drawn_where_they_are_found()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        GL gl = device.Gl;
        string path = GpuResults.FacePath;
        var game = new Game(gl, GpuResults.Astronaut);
        // draw: begin
        using var backend = new GpuBackend(gl);                                // in your own context
        using var faces = new ObjectDetector(VisionModel.Load(path), backend);
        IGpuDetections boxes = faces.GpuResults!;
        nint command = boxes.DrawCommandOffset(vertices: 10);                  // of one box
        nuint bytes = (nuint)(boxes.Capacity * sizeof(Detection));
        while (game.NextFrame())
        {
            faces.Submit(GpuFrame.Texture(game.Picture, game.Width, game.Height)); // waits for nothing
            gl.UseProgram(game.BoxProgram);
            gl.BindBufferRange(BufferTargetARB.ShaderStorageBuffer, 0, boxes.Buffer, boxes.DetectionsOffset, bytes);
            gl.BindBuffer(BufferTargetARB.DrawIndirectBuffer, boxes.Buffer);
            gl.DrawArraysIndirect(PrimitiveType.TriangleStrip, (void*)command);
        }
        // draw: end

        device.Check("drawing");
        Detection face = Assert.Single(faces.TakeResults().ToArray());
        (int left, int top, int right, int bottom) = game.Drawn();
        // The frame of a box reaches 4 pixels beyond it.
        Assert.InRange(left, face.Box.X1 - 5, face.Box.X1 - 3);
        Assert.InRange(top, face.Box.Y1 - 5, face.Box.Y1 - 3);
        Assert.InRange(right, face.Box.X2 + 2, face.Box.X2 + 5);
        Assert.InRange(bottom, face.Box.Y2 + 2, face.Box.Y2 + 5);
    }

    /// <summary>A host with a picture, that draws to a framebuffer of its size.</summary>
    private sealed class Game
    {
        private readonly GL _gl;
        private int _frames;

        public Game(GL gl, TestPicture picture)
        {
            (_gl, Width, Height) = (gl, picture.Width, picture.Height);
            Picture = Texture();
            gl.TexSubImage2D<byte>(TextureTarget.Texture2D, 0, 0, 0, (uint)Width, (uint)Height,
                PixelFormat.Rgba, PixelType.UnsignedByte, picture.Rgba);
            uint target = Texture();
            gl.BindFramebuffer(FramebufferTarget.Framebuffer, gl.GenFramebuffer());
            gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0,
                TextureTarget.Texture2D, target, 0);
            gl.Viewport(0, 0, (uint)Width, (uint)Height);
            gl.BindVertexArray(gl.GenVertexArray());
            BoxProgram = gl.CreateProgram();
            Attach(ShaderType.VertexShader, "box.vert");
            Attach(ShaderType.FragmentShader, "box.frag");
            gl.LinkProgram(BoxProgram);
            gl.UseProgram(BoxProgram);
            gl.Uniform2(gl.GetUniformLocation(BoxProgram, "pictureSize"), (float)Width, Height);
        }

        public uint Picture { get; }

        public int Width { get; }

        public int Height { get; }

        public uint BoxProgram { get; }

        public bool NextFrame()
        {
            _gl.ClearColor(0, 0, 0, 1);
            if (_frames < 3)
                _gl.Clear(ClearBufferMask.ColorBufferBit);
            return _frames++ < 3;
        }

        /// <summary>The rectangle around all that was drawn, top down.</summary>
        public (int Left, int Top, int Right, int Bottom) Drawn()
        {
            var rgba = new byte[4 * Width * Height];
            _gl.ReadPixels<byte>(0, 0, (uint)Width, (uint)Height, PixelFormat.Rgba, PixelType.UnsignedByte, rgba);
            int[] lit = [.. Enumerable.Range(0, Width * Height).Where(i => rgba[(4 * i) + 1] > 0)];
            return (lit.Min(i => i % Width), Height - 1 - lit.Max(i => i / Width), lit.Max(i => i % Width),
                Height - 1 - lit.Min(i => i / Width));
        }

        private uint Texture()
        {
            uint texture = _gl.GenTexture();
            _gl.BindTexture(TextureTarget.Texture2D, texture);
            _gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.Rgba8, (uint)Width, (uint)Height);
            return texture;
        }

        private void Attach(ShaderType type, string file)
        {
            uint shader = _gl.CreateShader(type);
            _gl.ShaderSource(shader, File.ReadAllText(Path.Combine(
                TestData.Repository, "samples", "SpinningCubes", "Shaders", file)));
            _gl.CompileShader(shader);
            Assert.NotEqual(0, _gl.GetShader(shader, ShaderParameterName.CompileStatus));
            _gl.AttachShader(BoxProgram, shader);
        }
    }
}
