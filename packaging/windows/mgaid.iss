; Inno Setup 6: installs MgAid for one person, without administrator rights.
; Build the program first (packaging/build.py), then, from the checkout:
;   iscc /DVersion=0.1.0 packaging\windows\mgaid.iss
; Untested so far; see packaging/README.md.

#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif
#define Program "..\..\build\package\frozen\mgaid"
#define TypeId "org.mgaid.MgAid.visit"

[Setup]
AppId={{6D676169-6400-5000-8000-6D6761696401}
AppName=MgAid
AppVersion={#Version}
AppPublisher=The MgAid founders
VersionInfoVersion={#Version}
DefaultDirName={autopf}\MgAid
DefaultGroupName=MgAid
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\package\icons\mgaid.ico
UninstallDisplayIcon={app}\mgaid.exe
OutputDir=..\..\dist
OutputBaseFilename=mgaid-{#Version}-windows-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Tasks]
Name: "desktopicon"; Description: "Put MgAid on the desktop"; Flags: unchecked

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; Parts of an older version must not be found by a newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\MgAid"; Filename: "{app}\mgaid.exe"; AppUserModelID: "org.mgaid.MgAid"
Name: "{autodesktop}\MgAid"; Filename: "{app}\mgaid.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.mgaid"; ValueType: string; ValueData: "{#TypeId}"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.mgaid"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.mgaid+json"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\{#TypeId}"; ValueType: string; ValueData: "MgAid visit"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#TypeId}\DefaultIcon"; ValueType: string; ValueData: "{app}\mgaid.exe,0"
Root: HKA; Subkey: "Software\Classes\{#TypeId}\shell\open\command"; ValueType: string; ValueData: """{app}\mgaid.exe"" ""%1"""

[Run]
Filename: "{app}\mgaid.exe"; Description: "Open MgAid"; Flags: nowait postinstall skipifsilent

[Code]
var
  RemoveVisits: Boolean;

function InitializeUninstall(): Boolean;
begin
  Result := True;
  // Visits are the person's own: they stay unless asked for, and always in a silent removal.
  RemoveVisits := (not UninstallSilent()) and
    (MsgBox('Also remove the visit kept on this computer? Files you saved yourself always stay.',
      mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES);
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if (CurUninstallStep = usPostUninstall) and RemoveVisits then
    DelTree(ExpandConstant('{localappdata}\mgaid'), True, True, True);
end;
