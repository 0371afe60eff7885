using System.Runtime.InteropServices;

namespace Silk.NET.GLFW;

// GLFW's functions that take the handlers; they give back the handler before.
internal sealed unsafe partial class GlfwEvents
{
    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetWindowUserPointer")]
    private static partial void SetWindowUserPointer(nint window, nint pointer);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwGetWindowUserPointer")]
    private static partial nint GetWindowUserPointer(nint window);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetWindowSizeCallback")]
    private static partial nint SetWindowSizeCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, int, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetFramebufferSizeCallback")]
    private static partial nint SetFramebufferSizeCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, int, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetWindowCloseCallback")]
    private static partial nint SetWindowCloseCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetWindowIconifyCallback")]
    private static partial nint SetWindowIconifyCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetWindowMaximizeCallback")]
    private static partial nint SetWindowMaximizeCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetDropCallback")]
    private static partial nint SetDropCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, nint*, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetKeyCallback")]
    private static partial nint SetKeyCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, int, int, int, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetCharCallback")]
    private static partial nint SetCharCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, uint, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetCursorPosCallback")]
    private static partial nint SetCursorPosCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, double, double, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetMouseButtonCallback")]
    private static partial nint SetMouseButtonCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, int, int, void> callback);

    [LibraryImport(Glfw.Library, EntryPoint = "glfwSetScrollCallback")]
    private static partial nint SetScrollCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, double, double, void> callback);
}
