@echo off
rem Takes back what register.cmd did. Run it as administrator, before the files are removed.
setlocal
net session >nul 2>&1 || (
  echo Please run this as administrator: right-click, "Run as administrator".
  exit /b 1
)
set failed=0
if exist "%SystemRoot%\SysWOW64\regsvr32.exe" (
  "%SystemRoot%\SysWOW64\regsvr32.exe" /s /u "%~dp0x86\faxcom.dll" || set failed=1
  "%SystemRoot%\Sysnative\regsvr32.exe" /s /u "%~dp0x64\faxcom.dll" 2>nul || "%SystemRoot%\System32\regsvr32.exe" /s /u "%~dp0x64\faxcom.dll" || set failed=1
) else (
  "%SystemRoot%\System32\regsvr32.exe" /s /u "%~dp0x86\faxcom.dll" || set failed=1
)
if %failed%==1 (
  echo FaxCom could not be unregistered as a whole.
  exit /b 1
)
echo FaxCom is no longer registered.
