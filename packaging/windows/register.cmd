@echo off
rem Registers FaxCom for all users of this machine. Run it as administrator, from the folder
rem where the DLLs are to stay.
setlocal
net session >nul 2>&1 || (
  echo Please run this as administrator: right-click, "Run as administrator".
  exit /b 1
)
set failed=0
if exist "%SystemRoot%\SysWOW64\regsvr32.exe" (
  "%SystemRoot%\Sysnative\regsvr32.exe" /s "%~dp0x64\faxcom.dll" 2>nul || "%SystemRoot%\System32\regsvr32.exe" /s "%~dp0x64\faxcom.dll" || set failed=1
  "%SystemRoot%\SysWOW64\regsvr32.exe" /s "%~dp0x86\faxcom.dll" || set failed=1
) else (
  "%SystemRoot%\System32\regsvr32.exe" /s "%~dp0x86\faxcom.dll" || set failed=1
)
if %failed%==1 (
  echo FaxCom could not be registered.
  exit /b 1
)
echo FaxCom is registered: FaxServer.FaxServer and FaxTiff.FaxTiff.
