using VisionPlugin.DemoApp;
using VisionPlugin.DemoApp.Commands;

return VisionCommand.Run(args, Terminal.OfProcess());
