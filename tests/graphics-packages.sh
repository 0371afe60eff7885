#!/usr/bin/env bash
# Builds copies of the repository against feeds with and without the published graphics packages, and checks which the
# build chooses. The feed that has them is a folder into which compat/ is packed under the published names.
set -u -o pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
failed=0

expect() { # what, pattern, file
  if grep -qE "$2" "$3"; then echo "ok    $1"; else echo "FAIL  $1"; tail -n 20 "$3"; failed=1; fi
}
run() { (cd "$work/repo" && "$@") >"$work/log" 2>&1; }

pack() { dotnet pack "$1" -c Release -o "$work/feed" -p:IsPackable=true -p:Version="$2" --artifacts-path "$work/artifacts" -v q; }
version() { sed -nE "s/.*Include=\"$1\" Version=\"([^\"]+)\".*/\1/p" Directory.Packages.props; }
for package in $(sed -nE 's/.*Include="([^"]+)".*Graphics="true".*/\1/p' Directory.Packages.props); do
  v=$(version "$package")
  pack "compat/$package" "$v" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  # What it stands on has the same version.
  for base in $(sed -nE 's/.*ProjectReference Include="\.\.\/([^\/]+)\/.*/\1/p' "compat/$package/$package.csproj"); do
    pack "compat/$base" "$v" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  done
done

mkdir "$work/repo"
git ls-files -co --exclude-standard | tar -c -T - | tar -x -C "$work/repo"
# The stand-ins must not get into the user's own package folder.
export NUGET_PACKAGES=$work/packages
config() { # feed or nothing
  printf '<configuration>%s<fallbackPackageFolders><add key="cache" value="%s" /></fallbackPackageFolders></configuration>' \
    "${1:+<packageSources><add key=\"folder\" value=\"$1\" /></packageSources>}" "$cache" >"$work/repo/NuGet.Config"
}

config ""
run dotnet build src/DemoApp
expect "a feed without them: compat, from one project" "Graphics packages: compat" "$work/log"
expect "  and it builds" "^Build succeeded" "$work/log"
run dotnet pack src/ComputeShaders
expect "packing is refused" "error : ComputeShaders was built against compat/" "$work/log"
run dotnet pack src/VisionPlugin
expect "  but not of the library without graphics" "Successfully created package" "$work/log"

config "$work/feed"
run dotnet build src/DemoApp
expect "a feed that has them now: nuget" "Graphics packages: nuget" "$work/log"
expect "  and it builds" "^Build succeeded" "$work/log"
expect "  with the packages" "\"Silk.NET.OpenGL/$(version Silk.NET.OpenGL)\"" "$work/repo/artifacts/bin/DemoApp/debug/vision.deps.json"
before=$(stat -c %Y "$work/repo/artifacts/graphics-packages/project.nuget.cache")
run dotnet build src/DemoApp
expect "building again asks no feed" "^$before$" <(stat -c %Y "$work/repo/artifacts/graphics-packages/project.nuget.cache")
run dotnet build src/DemoApp --no-restore
expect "  nor does a build without a restore, which succeeds" "^Build succeeded" "$work/log"
run dotnet pack src/ComputeShaders
expect "packing works" "Successfully created package" "$work/log"
packed=$(echo "$work"/repo/artifacts/package/release/VisionPlugin.ComputeShaders.*.nupkg)
expect "  and depends on the published package" 'id="Silk.NET.OpenGL"' <(unzip -p "$packed" '*.nuspec')
expect "  and on exactly its own VisionPlugin" 'id="VisionPlugin" version="\[[^],]+\]"' <(unzip -p "$packed" '*.nuspec')
for file in lib/net10.0/VisionPlugin.ComputeShaders.dll lib/net10.0/VisionPlugin.ComputeShaders.xml README.md icon.png; do
  expect "  with $file" " $file$" <(unzip -l "$packed")
done
expect "  and with symbols" " lib/net10.0/VisionPlugin.ComputeShaders.pdb$" <(unzip -l "${packed%.nupkg}.snupkg")
expect "  and the shaders" "^shaders/conv" <(unzip -p "$packed" lib/net10.0/VisionPlugin.ComputeShaders.dll | strings)
run dotnet pack src/VisionPlugin
mkdir "$work/consumer"
cat >"$work/consumer/consumer.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <NuGetAudit>false</NuGetAudit>
    <RestoreSources>$work/feed;$work/repo/artifacts/package/release</RestoreSources>
    <RestoreFallbackFolders>$cache</RestoreFallbackFolders>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="VisionPlugin.ComputeShaders" Version="*" />
  </ItemGroup>
</Project>
END
cat >"$work/consumer/Program.cs" <<END
using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

// The backend is loaded from the package, and with it Silk.NET; on the GPU where there is a driver.
using IBackend backend = GpuBackends.CreateAuto(out string reason);
using IBackend gpu = GpuBackend.CreateHeadless();
using var worker = new Worker(ModelLoader.Load(args[0]), gpu);
worker.Schedule(new Tensor<float>([1, 3, 416, 416]));
using Tensor output = worker.PeekOutput().ReadbackAndClone();
System.Console.WriteLine(\$"{reason}; {output.Shape} on {gpu.Description}");
END
(cd "$work/consumer" && dotnet run -- "$work/repo/models/tiny_face_detector/tiny_face_detector.onnx") >"$work/log" 2>&1
expect "  and a program with nothing but the packages computes on the GPU" "on .*OpenGL" "$work/log"
run dotnet run --project src/DemoApp -- --help
expect "dotnet run works" "." "$work/log"

run dotnet build VisionPlugin.sln
expect "the solution: nuget" "Graphics packages: nuget" "$work/log"
expect "  and it builds" "^Build succeeded" "$work/log"
run dotnet build VisionPlugin.sln -p:GraphicsPackages=compat
expect "forced: compat" "Graphics packages: compat \(forced" "$work/log"
expect "  and it builds" "^Build succeeded" "$work/log"
run dotnet build VisionPlugin.sln --no-restore
expect "  and goes on without a restore" "^Build succeeded" "$work/log"
run dotnet build VisionPlugin.sln
expect "no longer forced: nuget" "Graphics packages: nuget \(the" "$work/log"
expect "  and it builds" "^Build succeeded" "$work/log"
run dotnet build src/DemoApp -p:GraphicsPackages=other
expect "another word is refused" "GraphicsPackages is 'other'" "$work/log"

rm -rf "$work/packages"
config ""
run dotnet build VisionPlugin.sln
expect "a feed that has lost them: compat, from the solution" "Graphics packages: compat" "$work/log"
expect "  and it builds" "^Build succeeded" "$work/log"
exit $failed
